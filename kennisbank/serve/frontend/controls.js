// ipywidgets' own controls, in a file of their own.

export * from "@jupyter-widgets/controls";
