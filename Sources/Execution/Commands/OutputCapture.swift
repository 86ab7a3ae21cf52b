import Foundation
import Synchronization

/// Keeps the beginning and the end of what a command writes, however much that is, with secrets masked.
final class OutputCapture: Sendable {
  static let headLimit = 48 << 10
  static let tailLimit = 16 << 10

  private let state: Mutex<State>

  /// - Parameter wanted: texts to look for in the whole, also in what is not kept.
  init(mask: SecretMask, wanted: [String] = []) {
    state = Mutex(State(mask: mask, wanted: wanted.map { Search(text: $0, bytes: Array($0.utf8)) }))
  }

  func take(_ part: UnsafeRawBufferPointer) { state.withLock { $0.take($0.mask.feed(part)) } }

  /// The kept text: valid UTF-8 without control characters, with a line where something was left out.
  func finish() -> (text: String, missing: [String]) {
    state.withLock { state in
      state.take(state.mask.finish())
      let missing = state.wanted.filter { !$0.isFound }.map(\.text)
      return (OutputText.clean(state.kept, mask: state.mask), missing)
    }
  }

  private struct State: Sendable {
    var mask: SecretMask
    var wanted: [Search]
    var head: [UInt8] = []
    /// Up to twice its limit, so that bytes are moved rarely.
    var tail: [UInt8] = []
    var dropped = 0

    mutating func take(_ bytes: [UInt8]) {
      for index in wanted.indices { wanted[index].look(in: bytes) }
      let room = OutputCapture.headLimit - head.count
      head.append(contentsOf: bytes.prefix(room))
      guard bytes.count > room else { return }
      tail.append(contentsOf: bytes.dropFirst(room))
      guard tail.count > 2 * OutputCapture.tailLimit else { return }
      let surplus = tail.count - OutputCapture.tailLimit
      tail.removeFirst(surplus)
      dropped += surplus
    }

    var kept: [UInt8] {
      guard dropped > 0 || tail.count > OutputCapture.tailLimit else { return head + tail }
      let end = tail.suffix(OutputCapture.tailLimit)
      let left = dropped + tail.count - end.count
      return head + Array("\n… \(left) bytes left out …\n".utf8) + end
    }
  }

  /// A text looked for part by part.
  private struct Search: Sendable {
    let text: String
    let bytes: [UInt8]
    var isFound = false
    private var rest: [UInt8] = []

    init(text: String, bytes: [UInt8]) {
      self.text = text
      self.bytes = bytes
      isFound = bytes.isEmpty
    }

    mutating func look(in part: [UInt8]) {
      guard !isFound else { return }
      rest.append(contentsOf: part)
      isFound = rest.contains(bytes)
      rest = isFound ? [] : Array(rest.suffix(bytes.count - 1))
    }
  }
}
