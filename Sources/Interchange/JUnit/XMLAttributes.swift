/// The attributes of one element, in the order of the document.
struct XMLAttributes: Hashable {
  /// How many an element may have.
  static let maximum = 200

  private var pairs: [(name: String, value: String)] = []

  var count: Int { pairs.count }
  var names: [String] { pairs.map(\.name) }

  /// The value of an attribute by its full name.
  subscript(name: String) -> String? { pairs.first { $0.name == name }?.value }

  /// Adds an attribute; `false` where there is one of this name.
  mutating func insert(_ name: String, _ value: String) -> Bool {
    guard self[name] == nil else { return false }
    pairs.append((name, value))
    return true
  }

  static func == (left: Self, right: Self) -> Bool {
    left.pairs.elementsEqual(right.pairs) { $0 == $1 }
  }

  func hash(into hasher: inout Hasher) {
    for pair in pairs {
      hasher.combine(pair.name)
      hasher.combine(pair.value)
    }
  }
}
