/// Faults with the time at which each is set, after the start.
public struct Scenario: Sendable {
  /// The faults, with the time after the start at which each is set; in any order.
  public var faults: [(at: Duration, fault: VenueFault)] = []
  /// What is done to positions, with the time after the start.
  public var acts: [(at: Duration, act: FuturesAct)] = []

  /// Makes a scenario in which nothing happens.
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
