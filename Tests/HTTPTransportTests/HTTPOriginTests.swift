import HTTPTransport
import Testing

@Suite struct HTTPOriginTests {
  @Test(
    arguments: [
      ("https://vpn.region.example.com", "https://vpn.region.example.com", "vpn.region.example.com"),
      ("HTTPS://VPN.Example.com:443/", "https://vpn.example.com", "vpn.example.com"),
      ("http://127.0.0.1:8080", "http://127.0.0.1:8080", "127.0.0.1:8080"),
      ("http://localhost:80/", "http://localhost", "localhost"),
      ("vpn.example.com:8443", "https://vpn.example.com:8443", "vpn.example.com:8443"),
      ("https://[2001:DB8::1]:8443", "https://[2001:db8::1]:8443", "[2001:db8::1]:8443"),
      ("https://[::1]", "https://[::1]", "[::1]"),
    ])
  func `an address is scheme, host and port`(text: String, canonical: String, authority: String) throws {
    let origin = try HTTPOrigin(parsing: text)
    #expect(origin.description == canonical)
    #expect(origin.authority == authority)
    #expect(try HTTPOrigin(parsing: origin.description) == origin)
  }

  @Test(
    arguments: [
      "", "https://", "ftp://host", "https://host/path", "https://host?x=1", "https://host#a", "https://a b",
      "https://user:secret@host", "https://host:0", "https://host:65536", "https://host:", "https://host:1x",
      "https://[::1", "https://[::1]x", "https://[::1]:", "https://[zz::1]", "https://höst",
      "https://ho\u{0}st",
      "https://host\r\nX: y", "file:///etc/passwd", "https://::1", "http://[127.0.0.1]", "https:\\\\host",
      "//host",
    ])
  func `anything else is refused`(text: String) throws {
    let error = #expect(throws: TransportError.self) { try HTTPOrigin(parsing: text) }
    #expect(error?.kind == .badRequest)
    #expect(error?.reason.contains("secret") == false)
    #expect(error?.reason.contains("\n") == false)
  }

  @Test(
    arguments: [
      ("http://localhost", true), ("http://127.0.0.1:1", true), ("http://127.9.9.9", true),
      ("http://[::1]", true),
      ("http://127.0.0.1.example.com", false), ("http://127.1", false), ("http://128.0.0.1", false),
      ("http://localhost.example.com", false), ("http://[::2]", false), ("http://127.0.0.999", false),
    ])
  func `loopback is told by spelling alone`(text: String, loopback: Bool) throws {
    #expect(try HTTPOrigin(parsing: text).isLoopback == loopback)
  }
}
