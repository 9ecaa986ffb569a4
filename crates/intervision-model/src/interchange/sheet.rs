//! A table as text: `,` or `;` between cells, with or without byte-order mark, any line ending.
