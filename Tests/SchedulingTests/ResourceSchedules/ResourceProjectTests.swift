import Scheduling
import Testing

@Suite struct ResourceProjectTests {
  private typealias Activity = ResourceProject.Activity
  private typealias Link = ResourceProject.Link
  private typealias Resource = ResourceProject.Resource

  private func error(_ activities: [Activity], _ resources: [Resource] = [], _ links: [Link] = [])
    -> ResourceProjectError?
  {
    do throws(ResourceProjectError) {
      _ = try ResourceProject(activities: activities, resources: resources, links: links)
      return nil
    } catch {
      return error
    }
  }

  private func work(_ duration: Int, _ amount: Int, _ slots: Range<Int>? = nil) -> Activity {
    Activity(duration: duration, demands: [.init(resource: 0, amount: amount, slots: slots)])
  }

  @Test func refusesResourcesWithoutSense() {
    #expect(error([], [Resource(capacity: -1)]) == .capacityOutOfRange(resource: 0))
    #expect(error([], [Resource(capacity: 1), Resource(capacity: .max)]) == .capacityOutOfRange(resource: 1))
    #expect(
      error([], [Resource(capacity: 1, steps: [.init(from: 2, capacity: -1)])]) == .capacityOutOfRange(resource: 0))
    for from in [0, -3, Int.max] {
      #expect(
        error([], [Resource(capacity: 1, steps: [.init(from: from, capacity: 1)])])
          == .stepOutOfOrder(resource: 0, step: 0))
    }
    let twice = [Resource.Step(from: 4, capacity: 1), Resource.Step(from: 4, capacity: 2)]
    #expect(error([], [Resource(capacity: 1, steps: twice)]) == .stepOutOfOrder(resource: 0, step: 1))
  }

  @Test func refusesActivitiesWithoutSense() {
    #expect(error([work(1, 0), Activity(duration: -1)], [Resource(capacity: 1)]) == .negativeDuration(activity: 1))
    #expect(error([Activity(duration: .max)]) == .numberTooLarge(activity: 0))
    #expect(error([Activity(duration: 1, release: -1)]) == .negativeDate(activity: 0))
    #expect(error([Activity(duration: 1, weight: .min)]) == .negativeDate(activity: 0))
    #expect(error([Activity(duration: 1, due: .min)]) == .numberTooLarge(activity: 0))
    #expect(error([Activity(duration: 1, baseline: .max)]) == .numberTooLarge(activity: 0))
    #expect(error([work(1, 1)]) == .unknownResource(activity: 0, resource: 0))
    #expect(error([work(1, -1)], [Resource(capacity: 1)]) == .negativeDemand(activity: 0, resource: 0))
    #expect(error([work(3, 1, 1..<4)], [Resource(capacity: 1)]) == .demandOutsideActivity(activity: 0, resource: 0))
    #expect(error([work(3, 1, -1..<2)], [Resource(capacity: 1)]) == .demandOutsideActivity(activity: 0, resource: 0))
  }

  @Test func refusesDemandsAboveWhatLasts() {
    #expect(error([work(1, 2)], [Resource(capacity: 1)]) == .demandAboveCapacity(activity: 0, resource: 0))
    let fading = Resource(capacity: 2, steps: [.init(from: 9, capacity: 1)])
    #expect(error([work(1, 2)], [fading]) == .demandAboveCapacity(activity: 0, resource: 0))
    let growing = Resource(capacity: 0, steps: [.init(from: 9, capacity: 2)])
    #expect(error([work(1, 2)], [growing]) == nil)
    let twice = Activity(
      duration: 4,
      demands: [
        .init(resource: 0, amount: .max, slots: 0..<3), .init(resource: 0, amount: .max, slots: 2..<4),
      ])
    #expect(error([twice], [Resource(capacity: 9)]) == .demandAboveCapacity(activity: 0, resource: 0))
    #expect(error([work(0, 5)], [Resource(capacity: 1)]) == nil)
  }

  @Test func namesCyclesAndImpossibleWindows() {
    let three = [Activity](repeating: Activity(duration: 2), count: 3)
    func link(_ from: Int, _ to: Int, _ lag: Int = 0) -> Link { Link(predecessor: from, successor: to, lag: lag) }
    #expect(error(three, [], [link(0, 3)]) == .unknownActivity(link: 0, activity: 3))
    #expect(error(three, [], [link(0, 1), link(-1, 1)]) == .unknownActivity(link: 1, activity: -1))
    #expect(error(three, [], [link(0, 1, .min)]) == .lagTooLong(link: 0))
    #expect(error(three, [], [link(0, 1), link(1, 2), link(2, 1)]) == .cycle([1, 2]))
    #expect(error(three, [], [link(2, 2)]) == .cycle([2]))
    var late = three
    late[2].deadline = 5
    #expect(error(late, [], [link(0, 1), link(1, 2)]) == .impossibleWindow([0, 1, 2]))
    late[2].deadline = 6
    #expect(error(late, [], [link(0, 1), link(1, 2)]) == nil)
    late[2].fixedStart = 3
    #expect(error(late, [], [link(0, 1), link(1, 2)]) == .impossibleWindow([0, 1, 2]))
    #expect(error([Activity(duration: 3, release: 2, deadline: 4)]) == .impossibleWindow([0]))
  }

  @Test func refusesTooLongAndTooMuchFixedWork() {
    let long = [Activity](repeating: Activity(duration: 900_000), count: 3)
    #expect(error(long) == .horizonTooLong)
    var first = work(4, 2)
    first.fixedStart = 1
    var second = work(4, 2)
    second.fixedStart = 4
    #expect(error([first, second], [Resource(capacity: 3)]) == .fixedWorkAboveCapacity(resource: 0, slot: 4))
    second.fixedStart = 5
    #expect(error([first, second], [Resource(capacity: 3)]) == nil)
    let closing = Resource(capacity: 3, steps: [.init(from: 2, capacity: 1), .init(from: 30, capacity: 3)])
    #expect(error([first], [closing]) == .fixedWorkAboveCapacity(resource: 0, slot: 2))
  }

  @Test func boundsFollowTheLinks() throws {
    let project = try ResourceProject(
      activities: [Activity(duration: 3), Activity(duration: 4, release: 1), Activity(duration: 2)], resources: [],
      links: [
        Link(predecessor: 0, successor: 1, kind: .finishToFinish, lag: 2),
        Link(predecessor: 1, successor: 2, kind: .startToStart, lag: 5),
      ])
    #expect(project.criticalPathBound == 8)
    #expect(project.solved(seed: 1, schedules: 1).starts == [0, 1, 6])
  }
}
