package import Secrets

/// The configuration that the service wrote for the device at the other end; it normally holds the key.
package struct PeerConfiguration: Sendable {
  package var text: Secret
  package var requestID: String?
}
