/* What tables ask for by name: the theme, numbers as the language writes them, and what a cell opens. */
window.dashAgGridFunctions = Object.assign(window.dashAgGridFunctions || {}, {
  collabnetTheme: function (theme) {
    return theme.withParams({
      fontFamily: "inherit",
      fontSize: 15,
      backgroundColor: "var(--surface)",
      foregroundColor: "var(--ink)",
      borderColor: "var(--line)",
      headerBackgroundColor: "var(--raised)",
      accentColor: "var(--accent)",
      rowHoverColor: "var(--hover)",
      oddRowBackgroundColor: "var(--surface)",
      wrapperBorderRadius: 10,
      headerFontWeight: 600,
      cellHorizontalPadding: 12,
      browserColorScheme: "inherit",
    });
  },
  collabnetNumber: function (value, language, digits) {
    if (value === null || value === undefined || Number.isNaN(Number(value))) return "–";
    return Number(value).toLocaleString(language, { minimumFractionDigits: digits, maximumFractionDigits: digits });
  },
  collabnetBar: function (value, most) {
    const share = value === null || value === undefined ? 0 : Math.min(Math.abs(value) / most, 1) * 100;
    return { background: "linear-gradient(to right, var(--accent-soft) " + share + "%, transparent " + share + "%) no-repeat 0 50% / 100% 64%" };
  },
  /* A cell opens what stands in _pick_{field}, else what its row opens. */
  collabnetPicked: function (params) {
    return params.data && (params.data["_pick_" + params.column.getColId()] || params.data._pick);
  },
  collabnetClicked: function (params) {
    const code = window.dashAgGridFunctions.collabnetPicked(params);
    if (code && !String(window.getSelection())) window.collabnet.pick(code);
  },
  collabnetKey: function (params) {
    const code = window.dashAgGridFunctions.collabnetPicked(params);
    if (code && params.event && params.event.key === "Enter") window.collabnet.pick(code);
  },
});
