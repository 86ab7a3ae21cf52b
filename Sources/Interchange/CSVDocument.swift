/// A table read from a file of separated values (RFC 4180), with what was wrong in it.
public struct ParsedCSV: Hashable, Sendable {
  /// How the bytes spelled text.
  public let encoding: TextEncoding
  /// What separates the fields.
  public let delimiter: CSVDelimiter
  /// The first record, each cell without the white space around it.
  public let header: [String]
  /// Every record after the header, in file order, those with problems too.
  public let rows: [Row]
  /// What is wrong with the file's structure, in file order.
  public let problems: [RowProblem]

  /// One record.
  public struct Row: Hashable, Sendable {
    /// The physical line on which the record starts, from 1.
    public let line: Int
    /// The cells as written, quotes resolved, white space kept.
    public let fields: [String]
    /// Whether the record is free of structural problems; only then does a cell's index tell its column.
    public let isSound: Bool

    /// Makes a record.
    public init(line: Int, fields: [String], isSound: Bool) {
      self.line = line
      self.fields = fields
      self.isSound = isSound
    }
  }

  /// Why one record cannot be trusted.
  public struct RowProblem: Hashable, Sendable {
    /// The physical line on which the record starts, from 1, so that it can be set aside.
    public let row: Int
    /// The physical line where the problem shows, from 1; a record in quotes may span several.
    public let line: Int
    /// The column of the table, from 1: the first field of a record is column 1.
    public let column: Int
    /// What is wrong, as one sentence.
    public let message: String

    /// Makes a problem.
    public init(row: Int, line: Int, column: Int, message: String) {
      self.row = row
      self.line = line
      self.column = column
      self.message = message
    }
  }
}

/// What separates the fields of a table.
public enum CSVDelimiter: UInt8, Hashable, Sendable, CaseIterable {
  /// `,`
  case comma = 0x2C
  /// `;`, which spreadsheet programs write where the comma separates decimals.
  case semicolon = 0x3B
  /// The tab character.
  case tab = 0x09
}

/// The reader of separated values.
public enum CSVDocument {
  /// Reads a table.
  ///
  /// The encoding is recognised by byte order mark, by the zero bytes of UTF-16, else UTF-8, else Windows-1252; the
  /// delimiter is the one of `,` `;` and tab that occurs most often in the header outside quotes, or the one that a
  /// first line `sep=;` names. Lines end with LF, CRLF or CR. Records in which every field is empty are passed over
  /// unless one of them is quoted.
  ///
  /// A record with a structural problem stays in `rows`, marked unsound, and the records after it are read as usual: a
  /// quote that is opened and never properly closed spoils the line it was opened on and no other.
  ///
  /// - Parameters:
  ///   - bytes: the file.
  ///   - maximumBytes: the largest file that is read.
  /// - Throws: where there is no table at all: an empty file, one that is too large, a header without a name.
  /// - Complexity: O(bytes).
  /// - Source: RFC 4180, doi:10.17487/RFC4180.
  public static func parse(_ bytes: [UInt8], maximumBytes: Int = 64_000_000) throws(SyntaxProblem) -> ParsedCSV {
    guard bytes.count <= maximumBytes else {
      throw SyntaxProblem(
        position: .start, message: "The file is larger than \(maximumBytes) bytes.",
        suggestion: "Split it into several files with the same header.")
    }
    let text = DecodedText(bytes)
    var scanner = CSVScanner(text.utf8, reportsReplacements: text.wasRepaired)
    guard let header = scanner.scanHeader() else {
      throw SyntaxProblem(
        position: .start, message: "The file has no header.",
        suggestion: "Write the names of the columns in the first line.")
    }
    let rows = scanner.scanRows(width: header.count)
    return ParsedCSV(
      encoding: text.encoding, delimiter: scanner.delimiter, header: header, rows: rows, problems: scanner.problems)
  }
}
