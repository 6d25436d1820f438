/// What is wrong with the bytes of a CSV file, and where.
struct CSVFault: Error, Equatable {
  enum Reason: Equatable {
    case unclosedQuote
    case textAfterQuote
    case strayQuote
    case tooFewCells(found: Int, expected: Int)
    case tooManyCells(expected: Int)
    case nul
    case utf16
    case notUTF8
    case empty
    case noRows
    case emptyName(column: Int)
    case duplicateName(String, columns: Int, Int)
  }

  let offset: Int
  let reason: Reason
}

extension CSVFault.Reason {
  /// What is wrong and the way out.
  var sentence: String {
    switch self {
    case .unclosedQuote:
      "the quote that opens here is never closed; close it, or double it if it belongs to the text"
    case .textAfterQuote:
      "text follows a closing quote; put a delimiter before it, or double the quotes that belong to the text"
    case .strayQuote:
      "a quote stands inside a cell that does not start with one; enclose the cell in quotes and double this one"
    case .tooFewCells(let found, let expected):
      "the row ends after \(counted(found, "cell")) and the header has \(expected); add the missing cells"
    case .tooManyCells(let expected):
      "the row goes on after the \(counted(expected, "cell")) that the header has; "
        + "remove the rest, or quote the cell that holds a delimiter"
    case .nul: "a NUL byte, so this is not a text file; export the data as CSV in UTF-8"
    case .utf16: "the text is UTF-16; save it as UTF-8"
    case .notUTF8: "this byte is not UTF-8; save the file as UTF-8, for instance by iconv -f WINDOWS-1252 -t UTF-8"
    case .empty: "the file is empty; it needs a header and at least one row"
    case .noRows: "the file has a header and no rows; add at least one row"
    case .emptyName(let column):
      "column \(column) has no name; name every column (pandas writes such a column unless index=False)"
    case .duplicateName(let name, let first, let second):
      "columns \(first) and \(second) are both named \"\(name)\"; rename one of them"
    }
  }
}

/// `1 cell`, `2 cells`.
func counted(_ count: Int, _ noun: String) -> String { "\(count) \(noun)\(count == 1 ? "" : "s")" }
