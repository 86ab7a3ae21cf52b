/// An arm's sketch, prepared for counting what is surely above or below a point.
struct QuantileArm {
  let count: Int
  /// Edges of the used bins, ascending.
  private let lowers: [Double]
  let uppers: [Double]
  /// Values in the used bins before each one, and all at the end.
  let before: [Int]
  /// Place of the first bin whose values exclude its lower edge.
  private let firstOpen: Int

  init(_ sketch: ValueSketch) {
    count = sketch.count
    lowers = sketch.bins.indices.map { sketch.lowerEdge(at: $0) }
    uppers = sketch.bins.indices.map { sketch.upperEdge(at: $0) }
    var before = [0]
    before.reserveCapacity(sketch.bins.count + 1)
    var sum = 0
    for count in sketch.counts {
      sum += count
      before.append(sum)
    }
    self.before = before
    firstOpen = sketch.bins.firstIndex { $0 > 0 } ?? sketch.bins.count
  }

  /// How many values are above a point whatever they are within their bins.
  func surelyAbove(_ point: Double) -> Int {
    var low = 0
    var high = lowers.count
    while low < high {
      let middle = (low + high) / 2
      let isAbove = lowers[middle] > point || (lowers[middle] == point && middle >= firstOpen)
      if isAbove { high = middle } else { low = middle + 1 }
    }
    return count - before[low]
  }

  /// How many values are below a point whatever they are within their bins.
  func surelyBelow(_ point: Double) -> Int {
    var low = 0
    var high = uppers.count
    while low < high {
      let middle = (low + high) / 2
      if uppers[middle] < point { low = middle + 1 } else { high = middle }
    }
    return before[low]
  }

  /// The greatest edge above which there surely are so many values, at least 1; nil where there is none.
  func edge(above values: Int) -> Double? {
    guard values <= count, let place = before.lastIndex(where: { count - $0 >= values }) else { return nil }
    let edge = lowers[place]
    return edge > -.greatestFiniteMagnitude ? edge : nil
  }

  /// The least edge at or below which there surely are so many values, at least 1; nil where there is none.
  func edge(below values: Int) -> Double? {
    guard values <= count, let place = before.firstIndex(where: { $0 >= values }) else { return nil }
    return uppers[place - 1]
  }
}
