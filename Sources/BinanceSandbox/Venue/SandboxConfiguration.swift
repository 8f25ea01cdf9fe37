/// What a sandbox offers and how its markets are made.
public struct SandboxConfiguration: Sendable {
  /// The products that are served; nil is all, or those of the recordings where there are any.
  public var products: [SandboxProduct]?
  /// Determines the synthetic market and everything else that is drawn; nil draws one.
  public var seed: UInt64?
  /// How lively the markets of those products are of which there is no recording.
  public var synthetic = SyntheticSettings()
  /// Recordings to replay; what they do not hold is synthetic.
  public var recordings: [String] = []
  /// How ``recordings`` are replayed.
  public var recorded = RecordedSettings()
  /// What clients may ask of spot; only the venue's own limits follow ``calendar``, in their raw requests.
  public var spotLimits = FrontLimits.spot
  /// One pool for USDⓈ-M and COIN-M, as since June 2026.
  public var futuresLimits = FrontLimits.futures
  /// Names of funded accounts that are opened besides the default one.
  public var accounts: [String] = []
  /// Whether spot offers listen keys over REST, as Binance US still does.
  public var offersSpotListenKeys = false
  /// The day whose venue it is: what changed later has not happened yet.
  public var calendar = VenueCalendar.newest
  /// Faults that begin on their own.
  public var scenario = Scenario()

  /// Makes the configuration of today's venue: all products, synthetic markets from a drawn seed, no faults.
  public init() {}
}
