/// Why counts give no figures of adoption. A broken count stops the whole: a part left out would look like progress.
package enum AdoptionError: Error, Sendable, Hashable {
  /// The count is negative, or exceeds 10⁹ people or features, 10¹² actions or, with the audiences before it, 10¹² people.
  case invalidCount(audience: Key<Audience>, count: Count)
  /// The count is greater than another that includes it.
  case exceeds(audience: Key<Audience>, count: Count, whole: Count)
  /// More than 28 days of daily counts.
  case tooManyDays(audience: Key<Audience>, days: Int)
  /// The audience occurs twice.
  case repeated(audience: Key<Audience>)
  /// The confidence lies outside (0, 1), or groups of fewer than one person would be withheld.
  case invalidOptions

  /// What was counted, as the people who count it say it.
  package enum Count: String, Sendable, Hashable {
    case people, live, trained, eligible, activated
    case activatedOfAll = "activated of all"
    case othersActivated = "activated though not eligible"
    case notEligible = "not eligible"
    case activeInADay = "active in a day"
    case activeInAWeek = "active in a week"
    case activeInAMonth = "active in 28 days"
    case actionsInNew = "core actions in the new system"
    case actionsInOld = "core actions in the old system"
    case featuresUsed = "features used"
    case features
  }
}
