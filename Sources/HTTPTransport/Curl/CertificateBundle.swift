import CCurl
import Foundation

/// The certificate authorities of the system and those of one more file, as PEM text at a fixed address.
///
/// `@unchecked Sendable`: the bytes are written in `init` and only read afterwards.
final class CertificateBundle: @unchecked Sendable {
  let bytes: UnsafeMutableRawBufferPointer

  /// - Throws: ``TransportError`` of kind ``TransportError/Kind/tls`` where the file cannot be read or holds no
  ///   certificate; an unusable file never means "trust the system's alone".
  init(adding path: String) throws(TransportError) {
    guard let added = FileManager.default.contents(atPath: path) else {
      throw TransportError(.tls, "cannot read the authority file \(TransportError.cleaned(path, limit: 200))")
    }
    guard added.firstRange(of: Data("-----BEGIN CERTIFICATE-----".utf8)) != nil else {
      throw TransportError(
        .tls, "the authority file \(TransportError.cleaned(path, limit: 200)) holds no PEM certificate")
    }
    var all =
      shim_default_authorities().flatMap { FileManager.default.contents(atPath: String(cString: $0)) }
      ?? Data()
    all.append(UInt8(ascii: "\n"))
    all.append(added)
    bytes = .allocate(byteCount: all.count, alignment: 1)
    bytes.copyBytes(from: all)
  }

  deinit { bytes.deallocate() }
}
