/// An order that was canceled on request.
struct CanceledOrder {
  let order: VenueOrder
  /// `origClientOrderId` and `clientOrderId` of the answer.
  let originalClientOrderId: String
  let clientOrderId: String
}
