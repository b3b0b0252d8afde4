// A slider over time with a button that lets it run; whoever wants no motion gets a button for one step.

import { make } from "./parts.js";

const DAY = 86_400_000;
const STEPS = 60;
const BEAT = 700;

/** Return the last days of the months (or of longer spells, when there are many) from `first` to `last`; days since 1970. */
export function stops(first, last) {
  const [start, end] = [new Date(first * DAY), new Date(last * DAY)];
  const months = (end.getUTCFullYear() - start.getUTCFullYear()) * 12 + end.getUTCMonth() - start.getUTCMonth();
  const spell = Math.ceil((months + 1) / STEPS);
  const found = [];
  for (let month = months; month >= 0; month -= spell) {
    found.unshift(Date.UTC(start.getUTCFullYear(), start.getUTCMonth() + month + 1, 0) / DAY);
  }
  return found;
}

/** The day `number` as 2026-03-31. */
export const iso = (number) => new Date(number * DAY).toISOString().slice(0, 10);
export const number = (text) => (text ? Date.parse(`${text}T00:00:00Z`) / DAY : Infinity);

/** `goTo(day)` is called for each stop, `Infinity` being now; `calm()` says whether motion is unwanted. */
export class Timeline {
  constructor({ words, goTo, calm }) {
    Object.assign(this, { words, goTo, calm, stops: [], day: Infinity });
    this.told = make("span", { class: "map-moment" });
    this.slider = make("input", { type: "range", min: 0, step: 1 });
    this.slider.addEventListener("input", () => { this.stop(); this.move(); });
    this.button = make("button", { type: "button", onclick: () => this.press() });
    this.element = make("div", { class: "map-time" }, make("label", {}, make("span", {}, words.moment), this.slider), this.told, this.button);
    this.say();
  }

  /** Run from the first of `days` to `today`; stand at `day`. */
  span(days, day, today) {
    this.stop();
    const known = days.filter((one) => one > -(2 ** 31));
    this.element.hidden = known.length < 2;
    this.stops = this.element.hidden ? [] : stops(known.reduce((a, b) => Math.min(a, b)), today).filter((stop) => stop < today);
    this.element.hidden ||= this.stops.length < 1;
    this.slider.max = this.stops.length;
    this.stand(day);
  }

  /** Put the slider at `day` without telling. */
  stand(day) {
    this.day = day;
    const at = this.stops.findIndex((stop) => stop >= day);
    this.slider.value = at < 0 ? this.stops.length : at;
    this.say();
  }

  get at() { return Number(this.slider.value); }

  move() {
    this.day = this.stops[this.at] ?? Infinity;
    this.say();
    this.goTo(this.day);
  }

  say() {
    const text = this.day === Infinity ? this.words.moment_now : iso(this.day);
    this.told.textContent = text;
    this.slider.setAttribute("aria-valuetext", text);
    this.button.textContent = this.calm() ? this.words.further : this.beat ? this.words.pause : this.words.play;
  }

  press() {
    if (this.beat) { this.stop(); return this.say(); }
    if (this.at >= this.stops.length) this.slider.value = 0;
    else this.slider.value = this.at + 1;
    if (!this.calm()) this.beat = setInterval(() => this.next(), BEAT);
    this.move();
  }

  next() {
    this.slider.value = this.at + 1;
    if (this.at >= this.stops.length) this.stop();
    this.move();
  }

  stop() { clearInterval(this.beat); this.beat = null; }
}
