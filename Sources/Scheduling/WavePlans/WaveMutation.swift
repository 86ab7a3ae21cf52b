/// A small change of a genome, guided by the waves it made.
struct WaveMutation {
  let model: WaveModel
  let draft: WaveDraft

  init(_ model: WaveModel, _ draft: WaveDraft) {
    self.model = model
    self.draft = draft
  }

  func apply(to genome: inout WaveGenome, _ dice: inout WaveDice) {
    let count = model.blocks.count
    let waves = max(1, draft.days.count)
    let block = dice.below(count)
    switch dice.below(100) {
    case ..<25:
      // Among those of another wave.
      if let other = member(of: dice.below(waves), &dice) {
        genome.keys[block] = genome.keys[other] + (dice.unit() - 0.5) * 0.01
        genome.hold[block] = 0
      }
    case ..<45:
      let other = dice.below(count)
      genome.keys.swapAt(block, other)
      genome.hold.swapAt(block, other)
    case ..<60:
      // One of the last wave earlier.
      if let late = member(of: waves - 1, &dice), let early = member(of: dice.below(waves), &dice) {
        genome.keys[late] = genome.keys[early] - dice.unit() * 0.01
        genome.hold[late] = 0
      }
    case ..<64 where genome.spacing > 0:
      genome.spacing = dice.below(8) == 0 ? 0 : max(model.soak, genome.spacing + dice.below(7) - 3)
    case ..<70: set(&genome.delays, at: dice.below(waves), to: max(0, dice.below(6) - 2), neutral: 0)
    case ..<82:
      let share = dice.below(3) == 0 ? 1_000 : 50 + dice.below(19) * 50
      set(&genome.shares, at: dice.below(waves), to: share, neutral: 1_000)
    case ..<94: genome.hold[block] = dice.below(3) == 0 ? 0 : dice.below(waves + 1)
    default:
      for (wave, members) in draft.members.enumerated() {
        for member in members { genome.keys[member] = Double(wave) + dice.unit() }
      }
    }
  }

  private func member(of wave: Int, _ dice: inout WaveDice) -> Int? {
    guard draft.members.indices.contains(wave) else { return nil }
    return draft.members[wave].isEmpty ? nil : draft.members[wave][dice.below(draft.members[wave].count)]
  }

  private func set(_ list: inout [Int], at index: Int, to value: Int, neutral: Int) {
    while list.count <= index { list.append(neutral) }
    list[index] = value
  }
}
