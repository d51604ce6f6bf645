package import Foundation
package import HTTPTransport
package import Secrets

/// Signs with the temporary keys of the server that this runs on, and fetches new ones before they end (facts §12.4).
package actor MetadataAuthenticator: RequestAuthenticator {
  private let service: MetadataService
  private var current: MetadataKeys
  private let shown = HiddenTexts()

  /// Keys are replaced when they have less than this many seconds to live: the vendor's SDK takes 40 minutes.
  private static let margin = 40 * 60

  /// Takes the keys that were fetched to find out whether the source is there at all.
  package init(_ keys: MetadataKeys, from service: MetadataService) {
    self.service = service
    current = keys
    shown.add(keys.credential.hidden)
  }

  package nonisolated var proof: CloudError.Proof { .keys }
  package nonisolated var hidden: [Secret] { shown.all }

  package func authorize(_ request: inout HTTPRequest, at now: Date) async throws(CloudError) {
    if !current.isGood(at: now, margin: MetadataAuthenticator.margin) {
      do throws(CloudError) {
        current = try await service.keys()
        shown.add(current.credential.hidden)
      } catch {
        // Keys that still live are better than none.
        guard current.isGood(at: now, margin: 0), error.kind != .cancelled else { throw error }
      }
    }
    RequestSigner(credential: current.credential).sign(&request, at: now)
  }
}
