// Before anything is drawn: the colours somebody chose earlier.
try {
  const theme = localStorage.getItem("kb-theme");
  if (theme) document.documentElement.dataset.theme = theme;
} catch { /* a private window */ }
