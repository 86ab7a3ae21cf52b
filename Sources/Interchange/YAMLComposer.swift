import CYaml

/// Builds a tree from the event stream of Yams' parser (libYAML).
///
/// The events are read directly, and not through the Swift composer above them, because that one recurses with the
/// input, resolves aliases before anyone can refuse them, and cannot be told to stop after so many nodes. Here the
/// open lists and mappings are a stack of our own, and every limit is checked before memory is spent.
struct YAMLComposer {
  /// A list or mapping that has started and not yet ended.
  private struct Open {
    let position: Position
    let isMapping: Bool
    var elements: [Tree] = []
    var entries: [Tree.Entry] = []
    var keyPositions: [String: Position] = [:]
    var pendingKey: (text: String, position: Position)?
  }

  private let limits: YAMLDocument.Limits
  private var open: [Open] = []
  private var nodes = 0
  private var root: Tree?

  private init(limits: YAMLDocument.Limits) {
    self.limits = limits
  }

  static func compose(_ utf8: [UInt8], limits: YAMLDocument.Limits) throws(SyntaxProblem) -> Tree {
    try utf8.withUnsafeBufferPointer { (buffer) throws(SyntaxProblem) -> Tree in
      guard let start = buffer.baseAddress else { throw YAMLComplaint.empty }
      // libYAML keeps a pointer to the parser inside itself, so it needs an address that stays.
      let parser = UnsafeMutablePointer<yaml_parser_t>.allocate(capacity: 1)
      parser.initialize(to: yaml_parser_t())
      defer { parser.deallocate() }
      guard yaml_parser_initialize(parser) == 1 else { throw YAMLComplaint.outOfMemory }
      defer { yaml_parser_delete(parser) }
      yaml_parser_set_encoding(parser, YAML_UTF8_ENCODING)
      yaml_parser_set_input_string(parser, start, buffer.count)

      var composer = YAMLComposer(limits: limits)
      var isFinished = false
      while !isFinished {
        var event = yaml_event_t()
        guard yaml_parser_parse(parser, &event) == 1 else {
          throw YAMLComplaint.refusal(by: parser.pointee, of: buffer)
        }
        defer { yaml_event_delete(&event) }
        isFinished = try composer.handle(event)
      }
      guard let root = composer.root else { throw YAMLComplaint.empty }
      return root
    }
  }

  /// Takes one event; `true` when the stream has ended.
  private mutating func handle(_ event: yaml_event_t) throws(SyntaxProblem) -> Bool {
    let position = Position(mark: event.start_mark)
    switch event.type {
    case YAML_STREAM_END_EVENT:
      return true
    case YAML_DOCUMENT_START_EVENT:
      if root != nil { throw YAMLComplaint.secondDocument(at: position) }
    case YAML_ALIAS_EVENT:
      throw YAMLComplaint.alias(Self.string(event.data.alias.anchor), at: position)
    case YAML_SCALAR_EVENT:
      let scalar = event.data.scalar
      try refuseAnchor(scalar.anchor, at: position)
      let isTaggedText = try isText(tag: scalar.tag, at: position)
      let text = Self.string(scalar.value, length: scalar.length)
      try take(.scalar(text, style: isTaggedText ? .quoted : Self.style(scalar.style)), at: position)
    case YAML_SEQUENCE_START_EVENT:
      try refuseAnchor(event.data.sequence_start.anchor, at: position)
      try refuseTag(event.data.sequence_start.tag, at: position)
      try start(Open(position: position, isMapping: false))
    case YAML_MAPPING_START_EVENT:
      try refuseAnchor(event.data.mapping_start.anchor, at: position)
      try refuseTag(event.data.mapping_start.tag, at: position)
      try start(Open(position: position, isMapping: true))
    case YAML_SEQUENCE_END_EVENT, YAML_MAPPING_END_EVENT:
      guard let finished = open.popLast() else { break }
      place(
        Tree(
          position: finished.position,
          content: finished.isMapping ? .mapping(finished.entries) : .sequence(finished.elements)))
    default:
      break
    }
    return false
  }

  private mutating func start(_ container: Open) throws(SyntaxProblem) {
    if let last = open.last, last.isMapping, last.pendingKey == nil {
      throw YAMLComplaint.keyNotText(at: container.position)
    }
    guard open.count < limits.depth else { throw YAMLComplaint.tooDeep(limits.depth, at: container.position) }
    try count(at: container.position)
    open.append(container)
  }

  /// Takes a scalar: a key where a mapping waits for one, else a value.
  private mutating func take(_ content: Tree.Content, at position: Position) throws(SyntaxProblem) {
    try count(at: position)
    let tree = Tree(position: position, content: content)
    guard let last = open.indices.last, open[last].isMapping, open[last].pendingKey == nil else { return place(tree) }
    let key = tree.text ?? ""
    if let first = open[last].keyPositions.updateValue(position, forKey: key) {
      throw YAMLComplaint.duplicate(key, at: position, first: first)
    }
    open[last].pendingKey = (key, position)
  }

  private mutating func place(_ tree: Tree) {
    guard let last = open.indices.last else {
      root = tree
      return
    }
    if let key = open[last].pendingKey {
      open[last].entries.append(Tree.Entry(key: key.text, keyPosition: key.position, value: tree))
      open[last].pendingKey = nil
    } else {
      open[last].elements.append(tree)
    }
  }

  private mutating func count(at position: Position) throws(SyntaxProblem) {
    nodes += 1
    guard nodes <= limits.nodes else { throw YAMLComplaint.tooMany(limits.nodes, at: position) }
  }

  private func refuseAnchor(_ anchor: UnsafeMutablePointer<UInt8>?, at position: Position) throws(SyntaxProblem) {
    if let anchor { throw YAMLComplaint.anchor(Self.string(anchor), at: position) }
  }

  private func refuseTag(_ tag: UnsafeMutablePointer<UInt8>?, at position: Position) throws(SyntaxProblem) {
    if let tag { throw YAMLComplaint.tag(Self.string(tag), at: position) }
  }

  private func isText(tag: UnsafeMutablePointer<UInt8>?, at position: Position) throws(SyntaxProblem) -> Bool {
    guard let tag else { return false }
    let name = Self.string(tag)
    guard name == "!" || name == "tag:yaml.org,2002:str" else { throw YAMLComplaint.tag(name, at: position) }
    return true
  }

  private static func style(_ style: yaml_scalar_style_t) -> Tree.ScalarStyle {
    switch style {
    case YAML_SINGLE_QUOTED_SCALAR_STYLE, YAML_DOUBLE_QUOTED_SCALAR_STYLE: .quoted
    case YAML_LITERAL_SCALAR_STYLE, YAML_FOLDED_SCALAR_STYLE: .block
    default: .plain
    }
  }

  private static func string(_ start: UnsafeMutablePointer<UInt8>?, length: Int) -> String {
    String(decoding: UnsafeBufferPointer(start: start, count: start == nil ? 0 : length), as: UTF8.self)
  }

  private static func string(_ start: UnsafeMutablePointer<UInt8>?) -> String {
    guard let start else { return "" }
    return String(decodingCString: start, as: UTF8.self)
  }
}

extension Position {
  init(mark: yaml_mark_t) {
    self.init(line: Int(clamping: mark.line) + 1, column: Int(clamping: mark.column) + 1)
  }
}
