/// How far one thing moves the end beside the one that moves it most. The figure stands next to it.
struct SwingBar: Sendable {
  let svg: String

  init(_ value: Double, most: Double) {
    let width = 1_000
    let part = most > 0 && value.isFinite ? Int(Double(width) * min(max(value / most, 0), 1)) : 0
    svg =
      "<svg class=\"bar swing\" viewBox=\"0 0 \(width) 16\" preserveAspectRatio=\"none\" aria-hidden=\"true\" "
      + "focusable=\"false\"><rect class=\"bar-ground\" x=\"0\" y=\"0\" width=\"\(width)\" height=\"16\"/>"
      + (part > 0 ? "<rect class=\"bar-scheduled\" x=\"0\" y=\"0\" width=\"\(part)\" height=\"16\"/>" : "") + "</svg>"
  }
}
