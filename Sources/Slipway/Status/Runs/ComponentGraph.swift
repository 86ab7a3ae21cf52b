/// What stands on what, and whom it concerns.
package struct ComponentGraph: Sendable {
  private let components: [Component]
  private let places: [Key<Component>: Int]
  /// By place: nil for everyone.
  private let reach: [Set<Key<Audience>>?]

  /// - Complexity: O(components + dependencies) sets united.
  package init(_ programme: Programme) {
    let components = programme.implementation.components
    let places = Dictionary(components.indices.map { (components[$0].id, $0) }) { first, _ in first }
    self.components = components
    self.places = places
    var reach = components.map { $0.audiences.isEmpty ? nil : Set($0.audiences) }
    // From what stands on others down to what they stand on: readers have refused loops, and more rounds than
    // components cannot be needed.
    var changed = true
    var rounds = 0
    while changed, rounds <= components.count {
      changed = false
      rounds += 1
      for component in components.indices.reversed() {
        for below in components[component].after.compactMap({ places[$0] }) {
          guard let known = reach[below] else { continue }
          let wider = reach[component].map { known.union($0) }
          if wider != known {
            reach[below] = wider
            changed = true
          }
        }
      }
    }
    self.reach = reach
  }

  package func knows(_ id: Key<Component>) -> Bool { places[id] != nil }

  /// Whether the audience depends on the component, itself or through something that stands on it.
  package func concerns(_ audience: Key<Audience>, _ component: Key<Component>) -> Bool {
    guard let place = places[component] else { return false }
    return reach[place].map { $0.contains(audience) } ?? true
  }

  /// The audiences that depend on it; nil for everyone.
  package func audiences(of component: Key<Component>) -> Set<Key<Audience>>? {
    places[component].map { reach[$0] } ?? Set()
  }

  /// The components and all that they stand on.
  package func foundations(of wanted: [Key<Component>]) -> Set<Key<Component>> {
    var found: Set<Key<Component>> = []
    var open = wanted
    while let id = open.popLast() {
      guard let place = places[id], found.insert(id).inserted else { continue }
      open += components[place].after
    }
    return found
  }
}
