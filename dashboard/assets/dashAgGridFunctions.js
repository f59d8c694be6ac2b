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
  /* A number with its interval, as in 54 (41–66); it sorts as a number. */
  collabnetInterval: function (params, language, digits) {
    const write = (value) => window.dashAgGridFunctions.collabnetNumber(value, language, digits);
    const [low, high] = [params.data[params.colDef.field + "_low"], params.data[params.colDef.field + "_high"]];
    const none = [params.value, low, high].some((value) => value === null || value === undefined);
    return none ? write(params.value) : write(params.value) + " (" + write(low) + "–" + write(high) + ")";
  },
  /* Possible places, as in 3–11; a word where they tell too little. */
  collabnetPlaces: function (params, language, words) {
    const write = (value) => window.dashAgGridFunctions.collabnetNumber(value, language, 0);
    const high = params.data[params.colDef.field + "_high"];
    if (params.value === null || params.value === undefined) return "–";
    if (high === null || high === undefined) return words;
    return high === params.value ? write(high) : write(params.value) + "–" + write(high);
  },
  /* A dot with its interval on a small track under the words, which say the same. */
  collabnetTrack: function (params, least, most) {
    const field = params.colDef.field;
    const data = params.data || {};
    const at = (value) => 2 + 96 * Math.max(0, Math.min(1, (value - least) / (most - least || 1)));
    const place = " no-repeat left 12px top 26px / calc(100% - 24px) 9px";
    const line = "linear-gradient(transparent 4px, var(--line-strong) 4px 5px, transparent 5px)" + place;
    if (params.value === null || params.value === undefined) return { background: "none" };
    const [low, high] = [data[field + "_low"], data[field + "_high"]];
    const dot = "radial-gradient(circle at " + at(params.value) + "% 50%, var(--ink) 3.5px, transparent 4.2px)" + place;
    if (low === null || low === undefined || high === null || high === undefined) return { background: dot + ", " + line };
    const [from, to] = [at(low), Math.max(at(high), at(low) + 1)];
    const bar = "linear-gradient(to right, transparent " + from + "%, var(--interval) " + from + "% " + to + "%, transparent " + to + "%)" +
      " no-repeat left 12px top 28px / calc(100% - 24px) 5px";
    return { background: [dot, bar, line].join(", ") };
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
