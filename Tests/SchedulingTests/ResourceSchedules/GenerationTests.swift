import Testing

@testable import Scheduling

@Suite struct GenerationTests {
  /// An order in which each activity comes after what it waits for, different for each seed.
  static func order(_ project: ResourceProject, _ seed: Int) -> [Int] {
    var random = Seeded(seed)
    var (order, placed) = ([Int](), Set<Int>())
    while order.count < project.activities.count {
      let ready = project.activities.indices.filter { index in
        !placed.contains(index) && project.links.allSatisfy { $0.successor != index || placed.contains($0.predecessor) }
      }
      let next = ready[random.int(0...ready.count - 1)]
      order.append(next)
      placed.insert(next)
    }
    return order
  }

  @Test(arguments: 1...160)
  func packedPassesEqualSlowOnes(_ seed: Int) throws {
    let random = RandomProject(seed, count: 1 + seed % 12, .some(seed))
    guard let project = Self.feasible(random) else { return }
    let packed = PackedProject(project)
    var serial = SerialGeneration(packed)
    var parallel = ParallelGeneration(packed)
    var starts = [Int32](repeating: 0, count: packed.count)
    // More than one pass, so that what a pass leaves behind would show.
    for round in 0..<4 {
      let order = Self.order(project, seed * 10 + round)
      let list = order.map { Int32(packed.packed[$0]) }
      let end = serial.forward(list, &starts)
      let slow = SlowSchedule.forward(random, order)
      #expect(packed.packed.map { Int(starts[$0]) } == slow)
      #expect(end == SlowSchedule.finish(random, slow))
      let parallelEnd = parallel.forward(list, &starts)
      let slowParallel = SlowSchedule.parallel(random, order)
      #expect(packed.packed.map { Int(starts[$0]) } == slowParallel)
      #expect(parallelEnd == SlowSchedule.finish(random, slowParallel))
      let back = Array(order.reversed())
      for end in [end, min(end + 3, project.horizon)] {
        let first = serial.backward(back.map { Int32(packed.packed[$0]) }, &starts, end: end)
        let slow = SlowSchedule.backward(random, back, end: end)
        #expect(first == slow?.min())
        if let slow { #expect(packed.packed.map { Int(starts[$0]) } == slow) }
      }
    }
  }

  /// To the right it stays within the finish; to the left it never ends later.
  @Test(arguments: 1...120)
  func justificationNeverLengthens(_ seed: Int) throws {
    let random = RandomProject(seed + 1_000, count: 2 + seed % 20, seed.isMultiple(of: 2) ? [] : .steps)
    let project = try random.project()
    let packed = PackedProject(project)
    var serial = SerialGeneration(packed)
    var lists = ListOrder(packed)
    var list = Self.order(project, seed).map { Int32(packed.packed[$0]) }
    var (starts, late) = (list, list)
    var end = serial.forward(list, &starts)
    for _ in 0..<3 {
      lists.byFinish(starts, &list)
      #expect(try #require(serial.backward(list, &late, end: end)) >= 0)
      for (early, late) in zip(starts, late) { #expect(early <= late) }
      lists.byStart(late, &list)
      let justified = serial.forward(list, &starts)
      #expect(justified <= end)
      end = justified
      #expect(SlowSchedule.faults(random, packed.packed.map { Int(starts[$0]) }).isEmpty)
    }
  }

  /// Lists made out of any numbers keep the links, whatever the lags.
  @Test(arguments: 1...60)
  func listsKeepTheLinks(_ seed: Int) throws {
    let random = RandomProject(seed + 2_000, count: 25, [.links])
    guard let project = Self.feasible(random) else { return }
    let packed = PackedProject(project)
    var serial = SerialGeneration(packed)
    var lists = ListOrder(packed)
    var list = Self.order(project, seed).map { Int32(packed.packed[$0]) }
    var starts = list
    _ = serial.forward(list, &starts)
    for _ in 0..<2 {
      lists.byStart(starts, &list)
      var place = [Int](repeating: 0, count: 25)
      for (position, activity) in list.enumerated() { place[packed.original[Int(activity)]] = position }
      #expect(Set(list).count == 25)
      for link in project.links { #expect(place[link.predecessor] < place[link.successor]) }
      lists.byFinish(starts, &list)
      for (position, activity) in list.enumerated() { place[packed.original[Int(activity)]] = position }
      for link in project.links { #expect(place[link.predecessor] > place[link.successor]) }
      // So far apart that no table of slots is used.
      starts = starts.map { $0 * 1_000 }
    }
  }

  static func feasible(_ random: RandomProject) -> ResourceProject? {
    do throws(ResourceProjectError) {
      return try random.project()
    } catch {
      // A random lead or fixed start may be impossible; nothing else may be wrong.
      guard case .impossibleWindow = error else {
        Issue.record("\(error)")
        return nil
      }
      return nil
    }
  }
}
