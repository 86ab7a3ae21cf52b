/// The circles of a directed graph: its strongly connected components of more than one node.
///
/// - Complexity: O(nodes + edges).
/// - Source: R. Tarjan, "Depth-first search and linear graph algorithms", SIAM Journal on Computing 1 (1972) 146–160,
///   doi:10.1137/0201010; with a stack of its own instead of recursion.
struct WaveCircles {
  private(set) var circles: [[Int]] = []

  init(count: Int, edges: [(Int, Int)]) {
    var targets = Array(repeating: [Int](), count: count)
    for (from, to) in edges where from != to { targets[from].append(to) }
    var number = Array(repeating: 0, count: count)
    var low = Array(repeating: 0, count: count)
    var isOpen = Array(repeating: false, count: count)
    var open: [Int] = []
    var path: [(node: Int, next: Int)] = []
    var counter = 0
    for start in 0..<count where number[start] == 0 {
      path.append((start, 0))
      while let (node, next) = path.last {
        if next == 0, number[node] == 0 {
          counter += 1
          number[node] = counter
          low[node] = counter
          isOpen[node] = true
          open.append(node)
        }
        if next < targets[node].count {
          path[path.count - 1].next += 1
          let target = targets[node][next]
          if number[target] == 0 {
            path.append((target, 0))
          } else if isOpen[target] {
            low[node] = min(low[node], number[target])
          }
          continue
        }
        path.removeLast()
        if let parent = path.last?.node { low[parent] = min(low[parent], low[node]) }
        guard low[node] == number[node] else { continue }
        var members: [Int] = []
        while let member = open.popLast() {
          isOpen[member] = false
          members.append(member)
          if member == node { break }
        }
        if members.count > 1 { circles.append(members) }
      }
    }
  }
}
