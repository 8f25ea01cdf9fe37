/// What a sandbox offers and how its markets are made.
public struct SandboxConfiguration: Sendable {
  /// The products that are served; nil is all, or those of the recordings where there are any.
  public var products: [SandboxProduct]?
  /// Determines the synthetic market and everything else that is drawn; nil draws one.
  public var seed: UInt64?
  public var synthetic = SyntheticSettings()
  /// Recordings to replay; what they do not hold is synthetic.
  public var recordings: [String] = []
  public var recorded = RecordedSettings()
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

  public init() {}
}

/// Faults with the time at which each is set, after the start.
public struct Scenario: Sendable {
  public var faults: [(at: Duration, fault: VenueFault)] = []
  /// What is done to positions, with the time after the start.
  public var acts: [(at: Duration, act: FuturesAct)] = []

  public init() {}

  /// Reads `{"faults":[{"at":5,"fault":"CLOSE"},…]}`, or the bare list.
  public init(json bytes: [UInt8]) throws(FaultFormatError) {
    guard let json = JSONValue(bytes) else { throw FaultFormatError(description: "the scenario is no JSON") }
    if case .object(let members) = json, let odd = members.first(where: { $0.name != "faults" }) {
      throw FaultFormatError(description: "unknown key \"\(odd.name)\" in the scenario; there is only \"faults\"")
    }
    let list: JSONValue? = if case .array = json { json } else { json["faults"] }
    guard case .array(let entries)? = list else {
      throw FaultFormatError(description: "a scenario is a list of faults, or an object with \"faults\"")
    }
    for (index, entry) in entries.enumerated() {
      do throws(FaultFormatError) {
        let at = try entry["at"].map { value throws(FaultFormatError) in try VenueFault.seconds("at", value) } ?? .zero
        guard at >= .zero else { throw FaultFormatError(description: "\"at\" must not be negative") }
        if let act = try FuturesAct(json: entry) {
          acts.append((at, act))
        } else {
          faults.append((at, try VenueFault(json: entry)))
        }
      } catch {
        throw FaultFormatError(description: "fault \(index + 1): \(error.description)")
      }
    }
  }
}

/// An API key of the sandbox with its secret.
public struct SandboxCredentials: Sendable {
  /// The name of the account that the key opens.
  public let account: String
  public let apiKey: String
  /// The HMAC secret; empty for keys that were registered with a public key.
  public let apiSecret: String
}
