package import ConfigDiff
package import ConfigTree
import PlatformModel

/// What a plan gives to a device, and what takes it back, as people may see it.
package struct MaskedPlan {
  private let plan: ChangePlan
  private let device: PreparedPlatform
  private let running: MatchedDocument
  private let mask: KeyMask
  private let sieve: KeySieve

  package init(
    _ plan: ChangePlan, device: PreparedPlatform, running: MatchedDocument, mask: KeyMask, sieve: KeySieve
  ) {
    self.plan = plan
    self.device = device
    self.running = running
    self.mask = mask
    self.sieve = sieve
  }

  /// Lines that need a key are comments.
  package var apply: [UInt8] {
    guard let files = plan.files else { return commands(plan.apply) }
    return file(device.matched(files.apply, source: BundleLayout.apply))
  }

  package var rollback: [UInt8] { plan.files == nil ? commands(plan.rollback) : file(running) }

  private func commands(_ steps: [CommandStep]) -> [UInt8] {
    Array(
      MaskedText.commands(steps, mask: mask, comments: device.platform.comments, sieve: sieve).utf8)
  }

  private func file(_ matched: MatchedDocument) -> [UInt8] {
    sieve.clean(
      MaskedText.commented(device.hidden(matched), mask: mask, comments: device.platform.comments))
  }
}
