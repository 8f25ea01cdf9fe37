/// How internal time bars are closed.
///
/// A bar covers `[start, end)`: a tick stamped exactly on a boundary belongs to the next bar. It closes when the clock
/// reaches its end plus ``closeDelay``, or earlier when a tick of a later interval arrives. `Bar/tsEvent` is the end.
public struct TimeBarConfig: Hashable, Sendable {
  /// What becomes of a tick whose interval is closed already.
  public enum LateTicks: String, Hashable, Sendable {
    /// It is counted in the open bar, so that no volume is lost.
    case nextBar
    /// It is left out.
    case dropped
  }

  /// Whether an interval without ticks gives a bar whose prices are all the last close, with a volume of zero.
  public var emitsEmptyBars: Bool
  /// How long after its end a bar stays open for ticks that are still on their way.
  public var closeDelay: Duration
  /// What becomes of a tick of an interval whose bar is closed already.
  public var lateTicks: LateTicks
  /// Whether the first bar is left out when its interval had begun before the subscription.
  public var skipsFirstPartialBar: Bool

  /// Makes the rules; by default a bar closes at its very end, and intervals without ticks give none.
  public init(
    emitsEmptyBars: Bool = false, closeDelay: Duration = .zero, lateTicks: LateTicks = .nextBar,
    skipsFirstPartialBar: Bool = false
  ) {
    self.emitsEmptyBars = emitsEmptyBars
    self.closeDelay = closeDelay
    self.lateTicks = lateTicks
    self.skipsFirstPartialBar = skipsFirstPartialBar
  }
}
