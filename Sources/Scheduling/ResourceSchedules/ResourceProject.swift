/// Activities that take whole slots of time, what they wait for, and what they use; checked when it is made.
///
/// Slots are counted from 0; what a slot means is the caller's affair. Activities, links and resources are known by
/// index. A project that exists can be scheduled: every index is known, nothing waits for itself, every demand fits
/// under the capacity that lasts for ever, and no window contradicts the links.
public struct ResourceProject: Sendable, Hashable {
  /// Something that takes `duration` slots without a break and holds resources meanwhile.
  public struct Activity: Sendable, Hashable {
    /// Slots from its start to its finish; 0 makes a milestone, which holds no resources.
    public var duration: Int
    /// What it holds; several demands on one resource add up.
    public var demands: [Demand]
    /// Starts in this slot or later.
    public var release: Int
    /// Is finished at the beginning of this slot.
    public var deadline: Int?
    /// Starts in this slot and no other: work that has begun, or that is frozen.
    public var fixedStart: Int?
    /// Should be finished at the beginning of this slot; each slot later costs `weight`.
    public var due: Int?
    /// Cost of a slot of lateness, at least 0.
    public var weight: Int
    /// Start in the plan that people know; moving away from it is counted.
    public var baseline: Int?

    /// An activity of that many slots.
    public init(
      duration: Int, demands: [Demand] = [], release: Int = 0, deadline: Int? = nil,
      fixedStart: Int? = nil,
      due: Int? = nil, weight: Int = 1, baseline: Int? = nil
    ) {
      self.duration = duration
      self.demands = demands
      self.release = release
      self.deadline = deadline
      self.fixedStart = fixedStart
      self.due = due
      self.weight = weight
      self.baseline = baseline
    }
  }

  /// Units of a resource held during some slots of an activity.
  public struct Demand: Sendable, Hashable {
    /// Index of the resource.
    public var resource: Int
    /// Units held in each of those slots, at least 0.
    public var amount: Int
    /// The slots, counted from the activity's start; nil is all of them.
    public var slots: Range<Int>?

    /// That many units, during the whole activity unless `slots` says otherwise.
    public init(resource: Int, amount: Int, slots: Range<Int>? = nil) {
      self.resource = resource
      self.amount = amount
      self.slots = slots
    }
  }

  /// Something renewable: what an activity held is free again in the slot of its finish.
  public struct Resource: Sendable, Hashable {
    /// From a slot on there are so many units.
    public struct Step: Sendable, Hashable {
      /// The first slot of which it holds.
      public var from: Int
      /// Units from then on.
      public var capacity: Int

      /// So many units from that slot on.
      public init(from: Int, capacity: Int) {
        self.from = from
        self.capacity = capacity
      }
    }

    /// Units in slot 0 and on, at most `ResourceProject.largestCapacity`.
    public var capacity: Int
    /// Later changes, each at a later slot than the one before; the last one lasts for ever.
    public var steps: [Step]

    /// So many units, the same for ever unless steps change that.
    public init(capacity: Int, steps: [Step] = []) {
      self.capacity = capacity
      self.steps = steps
    }

    /// Units that last for ever.
    var lastingCapacity: Int { steps.last?.capacity ?? capacity }
    /// The most units that there ever are.
    var highestCapacity: Int { steps.reduce(capacity) { max($0, $1.capacity) } }
  }

  /// That one activity waits for another: a minimum time between an end of one and an end of the other.
  public struct Link: Sendable, Hashable {
    /// Index of the activity that is waited for.
    public var predecessor: Int
    /// Index of the activity that waits.
    public var successor: Int
    /// Which ends are tied.
    public var kind: Dependency.Kind
    /// Slots at least between the two ends; negative is a lead.
    public var lag: Int

    /// By default the successor starts at or after the predecessor's finish.
    public init(
      predecessor: Int, successor: Int, kind: Dependency.Kind = .finishToStart, lag: Int = 0
    ) {
      self.predecessor = predecessor
      self.successor = successor
      self.kind = kind
      self.lag = lag
    }
  }

  /// The most units of one resource.
  public static let largestCapacity = 32_767
  /// The last slot that anything may need, however badly it is scheduled.
  public static let longestHorizon = 2_000_000

  /// The activities, known by their index.
  public let activities: [Activity]
  /// The resources, known by their index.
  public let resources: [Resource]
  /// The links, known by their index.
  public let links: [Link]

  /// Activities such that each comes after everything it waits for.
  let order: [Int]
  /// Start of the successor minus start of the predecessor, at least, by link.
  let startLags: [Int]
  /// The earliest start by links, releases and fixed starts alone.
  let earliest: [Int]
  /// The latest start by links, deadlines and fixed starts alone; nil where nothing limits it.
  let latest: [Int?]
  /// A slot at which everything can be finished.
  let horizon: Int

  /// A project of those activities.
  ///
  /// All links hold for fixed activities too: leave out a link into work that began before what it waits for. Fixed
  /// activities may hold no more than there is.
  ///
  /// - Throws: what is wrong first, in the order in which `ResourceProjectError` lists it.
  /// - Complexity: O(activities + links + demands + horizon where fixed work or steps have to be checked).
  public init(activities: [Activity], resources: [Resource], links: [Link])
    throws(ResourceProjectError)
  {
    let check = ResourceProjectCheck(activities: activities, resources: resources, links: links)
    try check.resourcesAndActivities()
    let startLags = try check.startLags()
    let order = try check.topologicalOrder()
    let windows = ResourceWindows(
      activities: activities, links: links, startLags: startLags, order: order)
    if let path = windows.impossible { throw .impossibleWindow(path) }
    let horizon = try check.horizon(earliest: windows.earliest, startLags: startLags)
    try check.fixedWork()

    self.activities = activities
    self.resources = resources
    self.links = links
    self.order = order
    self.startLags = startLags
    earliest = windows.earliest
    latest = windows.latest
    self.horizon = horizon
  }

  /// The finish of the whole by links, releases and fixed starts alone: with resources it is never earlier.
  public var criticalPathBound: Int {
    zip(activities, earliest).reduce(0) { max($0, $1.1 + $1.0.duration) }
  }
}
