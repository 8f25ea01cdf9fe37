import TradingModel

/// What the venue says about a key: whether it is valid and what it may do.
struct BinanceCredentialReport: Sendable {
  /// Whether the account may trade; `nil` when the venue does not say.
  var canTrade: Bool?
  /// The account's permissions (`SPOT`, `MARGIN`, …).
  var permissions: [String] = []
  /// What the key itself may do; live only.
  var restrictions: BinanceApiRestrictions?
  /// Why the venue did not tell what the key itself may do.
  var restrictionsError: BinanceError?

  /// Asks the venue.
  static func make(
    session: BinanceHttpSession, completion: @escaping (Result<BinanceCredentialReport, BinanceError>) -> Void
  ) {
    func finish(_ report: BinanceCredentialReport) {
      guard session.connection.environment == .live, !session.connection.us else { return completion(.success(report)) }
      session.send(.apiRestrictions()) { result in
        var report = report
        switch result {
        case .success(let restrictions): report.restrictions = restrictions
        // The host of another base URL may lack the wallet; what the account says stands without it.
        case .failure(let error): report.restrictionsError = error
        }
        completion(.success(report))
      }
    }
    if session.product.accountType.isFutures {
      session.send(.futuresAccount(session.product)) { result in
        switch result {
        case .success(let account): completion(.success(BinanceCredentialReport(canTrade: account.canTrade)))
        case .failure(let error): completion(.failure(error))
        }
      }
    } else {
      session.send(.spotAccount()) { result in
        switch result {
        case .success(let account):
          finish(BinanceCredentialReport(canTrade: account.canTrade, permissions: account.permissions))
        case .failure(let error): completion(.failure(error))
        }
      }
    }
  }

  /// One line for the log at the start.
  var summary: String {
    var parts: [String] = []
    if let canTrade { parts.append(canTrade ? "may trade" : "may not trade") }
    if !permissions.isEmpty { parts.append("account permissions \(permissions.joined(separator: ", "))") }
    if restrictions?.enableWithdrawals == true { parts.append("withdrawals are enabled") }
    if restrictions?.ipRestrict == false { parts.append("not bound to addresses") }
    return parts.isEmpty ? "valid" : "valid; " + parts.joined(separator: "; ")
  }

  /// What it means for a client.
  func findings(accountType: BinanceAccountType, isTrading: Bool) -> [BinanceCheckFinding] {
    var findings: [BinanceCheckFinding] = []
    let isBarred = canTrade == false
    findings.append(
      BinanceCheckFinding(
        "permissions", isBarred ? (isTrading ? .failed : .warning) : .ok, summary,
        origin: isBarred && isTrading ? .venue : nil))
    if let restrictionsError {
      let text = "whether the key may trade and withdraw could not be asked: \(restrictionsError)"
      findings.append(BinanceCheckFinding("permissions", .warning, text))
    }
    guard let restrictions else { return findings }
    if isTrading {
      findings += Self.lacks(of: restrictions, on: accountType).map {
        BinanceCheckFinding("permissions", .failed, "the key may not trade: \($0)", origin: .venue)
      }
    }
    if restrictions.enableWithdrawals {
      findings.append(
        BinanceCheckFinding("permissions", .warning, "the key may withdraw; a trading program needs no such key"))
    }
    return findings
  }

  /// Which permissions a key lacks for trading, by the venue's names, and what gives them; margin takes two.
  private static func lacks(
    of restrictions: BinanceApiRestrictions, on accountType: BinanceAccountType
  ) -> [String] {
    var lacks: [String] = []
    if accountType.isSpotOrMargin, !restrictions.enableSpotAndMarginTrading {
      lacks.append(
        "it lacks enableSpotAndMarginTrading; tick \"Enable Spot & Margin Trading\" on the venue's key page")
    }
    if accountType.isMargin, !restrictions.enableMargin {
      lacks.append(
        "it lacks enableMargin; tick the permission for margin on the venue's key page, which can be set after the first "
          + "transfer to the cross margin account")
    }
    return lacks
  }
}
