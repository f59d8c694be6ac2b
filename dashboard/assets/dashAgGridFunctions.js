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
  collabnetClicked: function (params) {
    if (params.data && params.data._pick && !String(window.getSelection())) window.collabnet.pick(params.data._pick);
  },
  collabnetKey: function (params) {
    if (params.event && params.event.key === "Enter" && params.data && params.data._pick) {
      window.collabnet.pick(params.data._pick);
    }
  },
});
