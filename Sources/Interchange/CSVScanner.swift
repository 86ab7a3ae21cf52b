/// Splits UTF-8 bytes into records and fields, one pass, looking at each byte a bounded number of times.
struct CSVScanner {
  private static let quote: UInt8 = 0x22
  private static let lineFeed: UInt8 = 0x0A
  private static let carriageReturn: UInt8 = 0x0D

  private let bytes: [UInt8]
  private let reportsReplacements: Bool
  private let holdsZero: Bool
  private var index = 0
  private var line = 1
  private var isDelimiterNamed = false
  private(set) var delimiter = CSVDelimiter.comma
  private(set) var problems: [ParsedCSV.RowProblem] = []

  init(_ bytes: [UInt8], reportsReplacements: Bool) {
    self.bytes = bytes
    self.reportsReplacements = reportsReplacements
    holdsZero = bytes.contains(0)
  }

  /// One record as it stands in the file.
  private struct Record {
    let line: Int
    var fields: [String] = []
    var isBlank = true
    var isSound = true
  }

  /// The cells of the first record that is not blank, or `nil` where there is none.
  mutating func scanHeader() -> [String]? {
    skipSeparatorLine()
    while index < bytes.count {
      if !isDelimiterNamed { delimiter = mostFrequentDelimiter() }
      let record = scanRecord()
      if !record.isBlank { return record.fields.map(Self.trimmed) }
    }
    return nil
  }

  /// The records that remain, each compared with the number of columns.
  mutating func scanRows(width: Int) -> [ParsedCSV.Row] {
    var rows: [ParsedCSV.Row] = []
    while index < bytes.count {
      var record = scanRecord(expecting: width)
      if record.isBlank && record.isSound { continue }
      if record.isSound, record.fields.count != width {
        record.isSound = false
        let (found, wanted) = (Self.counted(record.fields.count), Self.counted(width))
        let column = min(record.fields.count, width) + (record.fields.count > width ? 1 : 0)
        report("The row has \(found); the header has \(wanted).", in: record, line: record.line, column: column)
      }
      rows.append(ParsedCSV.Row(line: record.line, fields: record.fields, isSound: record.isSound))
    }
    return rows
  }

  private mutating func scanRecord(expecting width: Int = 0) -> Record {
    var record = Record(line: line)
    record.fields.reserveCapacity(width)
    while true {
      let field = index < bytes.count && bytes[index] == Self.quote ? scanQuoted(&record) : scanBare(&record)
      record.fields.append(field)
      guard index < bytes.count else { return record }
      let byte = bytes[index]
      index += 1
      if byte == delimiter.rawValue { continue }
      if byte == Self.carriageReturn, index < bytes.count, bytes[index] == Self.lineFeed { index += 1 }
      line += 1
      return record
    }
  }

  /// Reads up to the next delimiter or line end.
  private mutating func scanBare(_ record: inout Record) -> String {
    let start = index
    var holdsQuote = false
    while index < bytes.count {
      let byte = bytes[index]
      if byte == delimiter.rawValue || byte == Self.lineFeed || byte == Self.carriageReturn { break }
      if byte == Self.quote { holdsQuote = true }
      index += 1
    }
    if index > start { record.isBlank = false }
    if holdsQuote {
      report("A quote stands inside a field that does not start with one.", in: &record, line: line)
    }
    return text(bytes[start..<index], in: &record)
  }

  /// Reads a field in quotes; one that is not properly closed becomes the bare rest of the line it was opened on.
  private mutating func scanQuoted(_ record: inout Record) -> String {
    let (start, startLine) = (index, line)
    record.isBlank = false
    index += 1
    var content: [UInt8] = []
    var from = index
    while index < bytes.count {
      let byte = bytes[index]
      if byte == Self.quote {
        let next = index + 1 < bytes.count ? bytes[index + 1] : nil
        if next == Self.quote {
          content.append(contentsOf: bytes[from...index])
          index += 2
          from = index
          continue
        }
        let isClosed = next == nil || next == delimiter.rawValue || next == Self.lineFeed || next == Self.carriageReturn
        if isClosed {
          let end = index
          index += 1
          if content.isEmpty { return text(bytes[from..<end], in: &record) }
          content.append(contentsOf: bytes[from..<end])
          return text(content[...], in: &record)
        }
        // On one line the rest is only untidy; over several, the quote that opened the field was never meant to.
        if line == startLine {
          report("Text follows the closing quote.", in: &record, line: line)
          content.append(contentsOf: bytes[from..<index])
          index += 1
          let rest = restOfField()
          content.append(contentsOf: bytes[rest])
          return text(content[...], in: &record)
        }
        break
      }
      if byte == Self.lineFeed {
        line += 1
      } else if byte == Self.carriageReturn, index + 1 == bytes.count || bytes[index + 1] != Self.lineFeed {
        line += 1
      }
      index += 1
    }
    (index, line) = (start + 1, startLine)
    report("The quote opened on line \(startLine) is not closed.", in: &record, line: startLine)
    while index < bytes.count, bytes[index] != Self.lineFeed, bytes[index] != Self.carriageReturn { index += 1 }
    return text(bytes[(start + 1)..<index], in: &record)
  }

  private mutating func restOfField() -> Range<Int> {
    let start = index
    while index < bytes.count {
      let byte = bytes[index]
      if byte == delimiter.rawValue || byte == Self.lineFeed || byte == Self.carriageReturn { break }
      index += 1
    }
    return start..<index
  }

  private mutating func text(_ field: ArraySlice<UInt8>, in record: inout Record) -> String {
    if holdsZero, field.contains(0) {
      report("The field holds a zero byte.", in: &record, line: line)
    }
    let text = String(decoding: field, as: UTF8.self)
    if reportsReplacements, text.unicodeScalars.contains("\u{FFFD}") {
      report("The field holds bytes that are not text in this encoding.", in: &record, line: line)
    }
    return text
  }

  private mutating func report(_ message: String, in record: inout Record, line: Int) {
    record.isSound = false
    report(message, in: record, line: line, column: record.fields.count + 1)
  }

  private mutating func report(_ message: String, in record: Record, line: Int, column: Int) {
    problems.append(ParsedCSV.RowProblem(row: record.line, line: line, column: column, message: message))
  }
}

extension CSVScanner {
  private static func counted(_ fields: Int) -> String {
    fields == 1 ? "1 field" : "\(fields) fields"
  }

  private static func trimmed(_ cell: String) -> String {
    let kept = cell.unicodeScalars.drop { $0.properties.isWhitespace }
    guard let last = kept.lastIndex(where: { !$0.properties.isWhitespace }) else { return "" }
    return String(kept[...last])
  }

  /// Takes the line `sep=;` that spreadsheet programs put before the header.
  private mutating func skipSeparatorLine() {
    guard bytes.count >= 5, bytes.starts(with: Array("sep=".utf8)) else { return }
    guard let named = CSVDelimiter(rawValue: bytes[4]) else { return }
    var end = 5
    if end < bytes.count, bytes[end] == Self.carriageReturn { end += 1 }
    if end < bytes.count, bytes[end] == Self.lineFeed { end += 1 }
    guard end > 5 || bytes.count == 5 else { return }
    (delimiter, isDelimiterNamed, index, line) = (named, true, end, 2)
  }

  /// The delimiter that occurs most often outside quotes before the line ends; the comma where none does.
  private func mostFrequentDelimiter() -> CSVDelimiter {
    var counts = (comma: 0, semicolon: 0, tab: 0)
    var isQuoted = false
    for byte in bytes[index...] {
      if byte == Self.quote { isQuoted.toggle() }
      if isQuoted { continue }
      switch byte {
      case CSVDelimiter.comma.rawValue: counts.comma += 1
      case CSVDelimiter.semicolon.rawValue: counts.semicolon += 1
      case CSVDelimiter.tab.rawValue: counts.tab += 1
      case Self.lineFeed, Self.carriageReturn: return Self.largest(counts)
      default: break
      }
    }
    return Self.largest(counts)
  }

  private static func largest(_ counts: (comma: Int, semicolon: Int, tab: Int)) -> CSVDelimiter {
    if counts.comma >= counts.semicolon, counts.comma >= counts.tab { return .comma }
    return counts.semicolon >= counts.tab ? .semicolon : .tab
  }
}
