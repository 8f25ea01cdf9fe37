import TradingModel

/// The answer to cancel-replace: both halves.
struct CancelReplaceResult {
  /// A half that succeeded, failed, or was not attempted.
  enum Half<Success> {
    case success(Success)
    case failure(VenueError)
    case notAttempted
  }

  let cancel: Half<CanceledItem>
  let new: Half<PlacedOrder>

  /// -2021 or -2022, or `nil` when both halves succeeded.
  var failure: VenueError? {
    switch (cancel, new) {
    case (.success, .success): nil
    case (.success, _), (_, .success): VenueError(-2021, "Order cancel-replace partially failed.", status: 409)
    default: VenueError(-2022, "Order cancel-replace failed.")
    }
  }
}
