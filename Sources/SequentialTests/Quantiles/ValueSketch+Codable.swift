/// As `{"bins":[66440,66444],"counts":[3,1]}`, with `"collapsed":true` where that happened.
extension ValueSketch: Codable {
  private enum CodingKeys: String, CodingKey {
    case bins
    case counts
    case collapsed
  }

  /// Reads what `encode(to:)` wrote.
  ///
  /// - Throws: `DecodingError` also for bins that do not ascend or do not exist, for more bins than a sketch keeps, for
  ///   counts below 1 and for totals above `maximumCount`.
  public init(from decoder: any Decoder) throws {
    let container = try decoder.container(keyedBy: CodingKeys.self)
    let bins = try container.decode([Int32].self, forKey: .bins)
    let counts = try container.decode([Int].self, forKey: .counts)
    let isCollapsed = try container.decodeIfPresent(Bool.self, forKey: .collapsed) ?? false
    guard let sketch = ValueSketch(bins: bins, counts: counts, isCollapsed: isCollapsed) else {
      throw DecodingError.dataCorruptedError(
        forKey: .bins, in: container, debugDescription: "No values have these bins and counts.")
    }
    self = sketch
  }

  /// Writes the used bins and their counts.
  public func encode(to encoder: any Encoder) throws {
    var container = encoder.container(keyedBy: CodingKeys.self)
    try container.encode(bins, forKey: .bins)
    try container.encode(counts, forKey: .counts)
    if isCollapsed { try container.encode(true, forKey: .collapsed) }
  }
}
