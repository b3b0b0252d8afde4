// The shape of each kind: once as a sign in the legend (SVG) and once on the map (a WebGL program for sigma).

import { NodeProgram } from "sigma/rendering";
import { floatColor } from "sigma/utils";

export const SHAPES = ["circle", "square", "diamond", "triangle", "down", "plus", "ring", "hexagon", "cross"];

const POINTS = {
  square: "2,2 14,2 14,14 2,14",
  diamond: "8,0.5 15.5,8 8,15.5 0.5,8",
  triangle: "8,1 15.5,14.5 0.5,14.5",
  down: "8,15 0.5,1.5 15.5,1.5",
  plus: "5.5,1 10.5,1 10.5,5.5 15,5.5 15,10.5 10.5,10.5 10.5,15 5.5,15 5.5,10.5 1,10.5 1,5.5 5.5,5.5",
  hexagon: "4,1 12,1 15.5,8 12,15 4,15 0.5,8",
  cross: "3.5,1 8,5.5 12.5,1 15,3.5 10.5,8 15,12.5 12.5,15 8,10.5 3.5,15 1,12.5 5.5,8 1,3.5",
};

/** Return the sign of `shape` in `color` as an SVG element that says nothing to a screen reader. */
export function sign(shape, color) {
  const space = "http://www.w3.org/2000/svg";
  const picture = document.createElementNS(space, "svg");
  picture.setAttribute("viewBox", "0 0 16 16");
  picture.setAttribute("aria-hidden", "true");
  const round = shape === "circle" || shape === "ring";
  const part = document.createElementNS(space, round ? "circle" : "polygon");
  const attributes = round ? { cx: 8, cy: 8, r: shape === "ring" ? 5.5 : 7 } : { points: POINTS[shape] };
  const paint = shape === "ring" ? { fill: "none", stroke: color, "stroke-width": 4 } : { fill: color };
  for (const [name, value] of Object.entries(attributes)) part.setAttribute(name, value);
  for (const [name, value] of Object.entries(paint)) part.style.setProperty(name, value);
  picture.append(part);
  return picture;
}

/** Say whether this browser can draw the map. */
export function drawable() {
  try {
    return Boolean(document.createElement("canvas").getContext("webgl2"));
  } catch {
    return false;
  }
}

const VERTEX = `
attribute vec4 a_id;
attribute vec4 a_color;
attribute vec2 a_position;
attribute float a_size;
attribute float a_shape;
attribute vec2 a_corner;
uniform mat3 u_matrix;
uniform float u_sizeRatio;
uniform float u_correctionRatio;
varying vec4 v_color;
varying vec2 v_at;
varying float v_shape;
varying float v_soft;

void main() {
  float reach = a_size * u_correctionRatio / u_sizeRatio * 2.4;
  gl_Position = vec4((u_matrix * vec3(a_position + reach * a_corner, 1)).xy, 0, 1);
  v_at = a_corner * 1.2;
  v_shape = a_shape;
  v_soft = 0.9 / max(a_size / u_sizeRatio, 1.0);
  #ifdef PICKING_MODE
  v_color = a_id;
  #else
  v_color = a_color;
  #endif
  v_color.a *= 255.0 / 254.0;
}`;

// Each branch gives the signed distance from the edge of a shape that fits the unit circle: negative is inside.
const FRAGMENT = `
precision highp float;
varying vec4 v_color;
varying vec2 v_at;
varying float v_shape;
varying float v_soft;

float outside(vec2 p) {
  vec2 a = abs(p);
  if (v_shape < 0.5) return length(p) - 0.95;
  if (v_shape < 1.5) return max(a.x, a.y) - 0.84;
  if (v_shape < 2.5) return (a.x + a.y - 1.15) * 0.7071;
  if (v_shape < 3.5) return max(a.x * 0.866 + (p.y + 0.2) * 0.5, -(p.y + 0.2)) - 0.55;
  if (v_shape < 4.5) return max(a.x * 0.866 - (p.y - 0.2) * 0.5, p.y - 0.2) - 0.55;
  if (v_shape < 5.5) return max(max(a.x, a.y) - 1.0, min(a.x, a.y) - 0.38);
  if (v_shape < 6.5) return abs(length(p) - 0.72) - 0.26;
  if (v_shape < 7.5) return max(a.y, a.x * 0.866 + a.y * 0.5) - 0.86;
  vec2 turned = abs(vec2(p.x + p.y, p.x - p.y)) * 0.7071;
  return max(max(turned.x, turned.y) - 1.0, min(turned.x, turned.y) - 0.38);
}

void main() {
  float far = outside(v_at);
  #ifdef PICKING_MODE
  gl_FragColor = far > 0.1 ? vec4(0.0) : v_color;
  #else
  gl_FragColor = mix(v_color, vec4(0.0), smoothstep(-v_soft, v_soft, far));
  #endif
}`;

/** A sigma node program that draws each node in the shape whose number stands in its attribute `shape`. */
export class ShapeProgram extends NodeProgram {
  getDefinition() {
    const { FLOAT, UNSIGNED_BYTE, TRIANGLES } = WebGLRenderingContext;
    return {
      VERTICES: 6,
      VERTEX_SHADER_SOURCE: VERTEX,
      FRAGMENT_SHADER_SOURCE: FRAGMENT,
      METHOD: TRIANGLES,
      UNIFORMS: ["u_sizeRatio", "u_correctionRatio", "u_matrix"],
      ATTRIBUTES: [
        { name: "a_position", size: 2, type: FLOAT },
        { name: "a_size", size: 1, type: FLOAT },
        { name: "a_color", size: 4, type: UNSIGNED_BYTE, normalized: true },
        { name: "a_id", size: 4, type: UNSIGNED_BYTE, normalized: true },
        { name: "a_shape", size: 1, type: FLOAT },
      ],
      CONSTANT_ATTRIBUTES: [{ name: "a_corner", size: 2, type: FLOAT }],
      CONSTANT_DATA: [[-1, -1], [1, -1], [1, 1], [-1, -1], [1, 1], [-1, 1]],
    };
  }

  processVisibleItem(number, start, node) {
    this.array.set([node.x, node.y, node.size, floatColor(node.color), number, node.shape], start);
  }

  setUniforms(params, { gl, uniformLocations: at }) {
    gl.uniform1f(at.u_correctionRatio, params.correctionRatio);
    gl.uniform1f(at.u_sizeRatio, params.sizeRatio);
    gl.uniformMatrix3fv(at.u_matrix, false, params.matrix);
  }
}
