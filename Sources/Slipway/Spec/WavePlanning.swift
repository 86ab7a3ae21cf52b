package import Scheduling

/// What a proposal of waves has to keep: when, how large, on which means, and what differs for some audiences.
package struct WavePlanning: Sendable, Equatable {
  /// The first day on which a wave may open; the start of the programme where none is written.
  package var earliest: CivilDate?
  /// The day on which the last wave has opened at the latest.
  package var finishBy: CivilDate?
  /// ISO weekdays on which waves open.
  package var weekdays: [Int]
  /// Days between the opening of one wave and of the next, at least.
  package var soakDays: Int
  package var firstWave: FirstWave
  /// A wave has at most this many times the people of the largest one before it, in thousandths.
  package var growthThousandths: Int
  /// Audiences of one site in one wave, at most.
  package var perSite: Int?
  /// Waves, at most.
  package var waves: Int?
  /// Training lies within this many days before an audience's own opening.
  package var trainingWithinDays: Int
  package var capacities: [Capacity]
  package var units: [Unit]
  package var launchWindow: LaunchWindow?

  package struct FirstWave: Sendable, Equatable {
    /// Share of everybody, in thousandths.
    package var atMostThousandths: Int
    /// Sides of the organisation from each of which an audience is in it.
    package var covers: [Audience.Side]
  }

  /// A means of which every week has so much, and how the people of a wave use it.
  package struct Capacity: Sendable, Equatable {
    package var id: Key<Capacity>
    package var name: String
    /// Thousandths of its unit.
    package var perWeek: Int
    package var changes: [Change]
    /// Thousandths of its unit for one person: in all, or in the first week of a use that fades.
    package var perPerson: Int
    package var use: Use
    /// Whose people use it; everybody's when empty.
    package var sides: [Audience.Side]

    package struct Change: Sendable, Equatable {
      package var from: CivilDate
      package var perWeek: Int
    }

    package enum Use: Sendable, Equatable {
      /// In the days before the opening, whenever there is room.
      case training
      /// In the week of the opening.
      case goLive
      /// From the week of the opening on, half as much after so many weeks.
      case hypercare(halfLifeWeeks: Int)
    }
  }

  /// What differs for one audience.
  package struct Unit: Sendable, Equatable {
    package var audience: Key<Audience>
    package var ready: CivilDate?
    /// 0 to 100: how much can go wrong.
    package var risk: Int
    package var site: Key<Site>?
    package var together: [Key<Audience>]
    package var apart: [Key<Audience>]
    package var after: [Precedence]

    package struct Precedence: Sendable, Equatable {
      package var audience: Key<Audience>
      package var gapDays: Int
    }
  }

  /// When being live is worth most.
  package struct LaunchWindow: Sendable, Equatable {
    package var first: CivilDate
    package var last: CivilDate
    /// Lost with each week that the last wave opens after the window.
    package var valuePerWeek: Money
  }
}
