"""One Parquet file per table, for large studies in R (arrow), Python and DuckDB; needs the extra ``parquet``."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

import pandas as pd

from collabnet.errors import CollabnetError
from collabnet.exports import Export, ExportOptions
from collabnet.exports._manifest import manifest, write_manifest
from collabnet.exports._values import plain
from collabnet.languages import text

if TYPE_CHECKING:
    from pathlib import Path

    from collabnet.views import Seen


def _cannot_hold(seen: Seen) -> tuple[str, ...]:
    return (text("Parquet files cannot be opened in Excel; R reads them with the package arrow."),)


def _write(seen: Seen, path: Path, options: ExportOptions) -> None:
    arrow, parquet = _library()
    for name, table in seen.tables.items():
        columns = {column: _column(table[column], arrow) for column in table.columns}
        parquet.write_table(arrow.table(columns), path / f"{name}.parquet")
    write_manifest(manifest(seen, options), path)


def _library() -> tuple[Any, Any]:
    try:
        import pyarrow as arrow  # noqa: PLC0415 - an extra
        from pyarrow import parquet  # noqa: PLC0415 - an extra
    except ImportError as error:
        raise CollabnetError(
            "Parquet files need pyarrow. Install it with: pip install 'collabnet[parquet]', or choose csv."
        ) from error
    return arrow, parquet


def _column(values: pd.Series[Any], arrow: Any) -> Any:
    cells = [plain(value) for value in values]
    if pd.api.types.is_bool_dtype(values):
        return arrow.array(cells, type=arrow.bool_())
    if pd.api.types.is_integer_dtype(values):
        return arrow.array(cells, type=arrow.int64())
    if pd.api.types.is_numeric_dtype(values):
        return arrow.array(cells, type=arrow.float64())
    return arrow.array([None if cell is None else str(cell) for cell in cells], type=arrow.string())


PARQUET = Export(
    key="parquet",
    title="Parquet files",
    sentence="A folder with one typed file per table: for large studies in R, Python and DuckDB.",
    suffix="",
    cannot_hold=_cannot_hold,
    write=_write,
    extra="parquet",
    library=_library,
    order=4,
)
