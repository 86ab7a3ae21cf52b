/// Writes separated values (RFC 4180) that `CSVDocument` reads back as they were.
///
/// Fields are put in quotes where a reader could take them for anything else; lines end with CRLF. When asked to guard
/// against formulas, a field that starts with `=`, `+`, `-`, `@`, a tab or a carriage return gets an apostrophe in
/// front, so that a spreadsheet program shows it and does not evaluate it. The apostrophe is part of the file then:
/// ask for the guard where people open the file, leave it out where a program reads it.
public struct CSVWriter: Sendable {
  /// What separates the fields.
  public let delimiter: CSVDelimiter
  /// Whether fields that a spreadsheet program would evaluate get an apostrophe in front.
  public let guardsFormulas: Bool
  /// What has been written so far, in UTF-8.
  public private(set) var bytes: [UInt8]

  /// Starts an empty file.
  ///
  /// - Parameters:
  ///   - delimiter: what separates the fields.
  ///   - guardsFormulas: whether fields that a spreadsheet program would evaluate get an apostrophe in front.
  ///   - writesMark: whether the file starts with a byte order mark, by which spreadsheet programs know UTF-8.
  public init(delimiter: CSVDelimiter = .comma, guardsFormulas: Bool, writesMark: Bool = false) {
    self.delimiter = delimiter
    self.guardsFormulas = guardsFormulas
    bytes = writesMark ? [0xEF, 0xBB, 0xBF] : []
  }

  /// Writes one record.
  ///
  /// - Parameter fields: at least one; a record without fields writes nothing.
  /// - Complexity: O(bytes of the fields).
  public mutating func append(_ fields: [String]) {
    guard !fields.isEmpty else { return }
    // A line of nothing but delimiters would be passed over by readers, this one included.
    let isBlank = fields.allSatisfy(\.isEmpty)
    for (index, field) in fields.enumerated() {
      if index > 0 { bytes.append(delimiter.rawValue) }
      append(field, inQuotes: isBlank && index == 0)
    }
    bytes.append(contentsOf: [0x0D, 0x0A])
  }

  private mutating func append(_ field: String, inQuotes: Bool) {
    let utf8 = Array(field.utf8)
    let isFormula = guardsFormulas && utf8.first.map(Self.startsFormula) ?? false
    guard inQuotes || Self.needsQuotes(utf8) else {
      if isFormula { bytes.append(0x27) }
      bytes.append(contentsOf: utf8)
      return
    }
    bytes.append(0x22)
    if isFormula { bytes.append(0x27) }
    for byte in utf8 {
      if byte == 0x22 { bytes.append(0x22) }
      bytes.append(byte)
    }
    bytes.append(0x22)
  }

  private static func startsFormula(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x3D, 0x2B, 0x2D, 0x40, 0x09, 0x0D: true
    default: false
    }
  }

  /// Every delimiter counts, not only the one in use, so that a reader recognises the one in use from the header; so
  /// do a byte order mark and the word with which spreadsheet programs name the delimiter.
  private static func needsQuotes(_ utf8: [UInt8]) -> Bool {
    if utf8.starts(with: [0xEF, 0xBB, 0xBF]) || utf8.starts(with: Array("sep=".utf8)) { return true }
    return utf8.contains { byte in
      byte == 0x22 || byte == 0x0A || byte == 0x0D || CSVDelimiter(rawValue: byte) != nil
    }
  }
}
