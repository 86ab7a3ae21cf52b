/// The results of another test runner, read from the XML that JUnit made common: pytest, `swift test`, Playwright,
/// Maven surefire and many others write it.
///
/// The form has no standard, so the reader takes what the runners agree on and passes over the rest: output, properties
/// and elements it does not know.
package struct JUnitReport: Hashable, Sendable {
  /// Every test case once, in the order in which the document first names it.
  package let cases: [JUnitCase]

  /// How much a report may ask of the reader.
  package struct Limits: Hashable, Sendable {
    /// The largest document, in bytes; the paths of its suites together may not be longer either.
    package var bytes: Int
    /// How many elements may lie inside one another.
    package var depth: Int
    /// How many test cases there may be, each run of a repeated one counted.
    package var cases: Int

    /// Makes limits; the defaults are 16 MB, 64 and 200,000.
    package init(bytes: Int = 16_000_000, depth: Int = 64, cases: Int = 200_000) {
      self.bytes = bytes
      self.depth = depth
      self.cases = cases
    }
  }

  /// Reads a report from UTF-8, UTF-16, or ISO 8859-1 where the document declares it.
  ///
  /// A document with a document type is refused before any element is read; no entity is expanded but the five of XML
  /// itself.
  ///
  /// - Parameters:
  ///   - bytes: the document.
  ///   - limits: what the document may ask for.
  /// - Throws: the first problem, with its place and what to do. No input traps.
  /// - Complexity: O(bytes) time; stack use does not depend on the input.
  package init(parsing bytes: [UInt8], limits: Limits = Limits()) throws(SyntaxProblem) {
    guard bytes.count <= limits.bytes else { throw XMLComplaint.tooLarge(limits.bytes) }
    var scanner = JUnitScanner(reader: try XMLReader(bytes, maximumDepth: limits.depth), limits: limits)
    cases = try scanner.scan()
  }
}
