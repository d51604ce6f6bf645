import CloudVPN
import Cryptography
import Foundation
import HTTPTransport
import Secrets
import Testing

/// Every published vector of the algorithm (facts §10.3): canonical request, its hash, and the signature.
@Suite struct SigningVectorTests {
  struct Vector: Sendable, CustomTestStringConvertible {
    var name: String
    var method = "GET"
    /// Path and query as they would stand on the wire.
    var path: String
    var query = ""
    var host = "vpn.cn-north-4.myhuaweicloud.com"
    var headers: HTTPHeaders = ["Content-Type": "application/json"]
    var body = ""
    var date = "20260102T030405Z"
    var token: String?
    /// `nil` signs all headers, as the vectors' maker does.
    var signing: Set<String>?
    var signedHeaders = "content-type;host;x-sdk-date"
    var hash: String
    var signature: String

    var testDescription: String { name }
  }

  static let prefix = "/v5/0123456789abcdef0123456789abcdef"
  static let connection = prefix + "/vpn-connection/98c5af8a-0000-4000-8000-ae2280a6f4c3"
  static let own = CloudCredential(
    accessKey: "EXAMPLEAK0000000001", secretKey: Secret("exampleSecret/0001+abcDEF"))
  static let vendors = CloudCredential(
    accessKey: "QTWAOYTTINDUT2QVKYUC", secretKey: Secret("MFyfvK41ba2giqM7Uio6PznpdUKGpownRZlmVmHc"))

  static let vectors = [
    Vector(
      name: "vendor", path: "/v1/77b6a44cba5143ab91d13ab9a8ff44fd/vpcs",
      query: "limit=2&marker=13551d6b-755d-4757-b956-536f674975c0", host: "service.region.example.com",
      date: "20191115T033655Z", hash: "b25362e603ee30f4f25e7858e8a7160fd36e803bb2dfe206278659d71a9bcd7a",
      signature: "7be6668032f70418fcc22abc52071e57aff61b84a1d2381bb430d6870f4f6ebe"),
    Vector(
      name: "A", path: prefix + "/vpn-connection",
      query: "vgw_id=11111111-2222-3333-4444-555555555555&enterprise_project_id=b&enterprise_project_id=0"
        + "&limit=2&marker=2026-01-02T03:04:05.678Z",
      headers: [
        "Content-Type": "application/json", "X-Project-Id": "0123456789abcdef0123456789abcdef",
        "X_Under": "skip",
      ], signedHeaders: "content-type;host;x-project-id;x-sdk-date",
      hash: "2b68f26e56d540c1699ada14b92c1fcb8c6b541105da3adfc3b38cba988c7a8f",
      signature: "8ebbca34404b0e483961e537fed645d544f101bd0b669e1b9c7a6735129f665d"),
    Vector(
      name: "B", method: "POST", path: connection + "/peer-configuration/export",
      body: #"{"vendor":"Acme","type":"Edge","model":"E-100","version":"default"}"#, token: "exampleToken",
      signedHeaders: "content-type;host;x-sdk-date;x-security-token",
      hash: "38739299f60c142095d3b2363402df6ede55009c29e1e1d8537f6647202c2fb3",
      signature: "cfd9cae26eca23e593fc27c2eddd057f66c42c6b0da8c6b59a429b1d5a2bd082"),
    Vector(
      name: "C", method: "DELETE", path: connection,
      hash: "f832f3f0174d6f59472aca3d2c0289866f51aa197d763d3e4aafa77bc7925e8a",
      signature: "517572b76b3ce8f858be7f13a4e2e6734c5ee5dc1459be713a21f77805faf6be"),
    Vector(
      name: "D", method: "POST", path: connection + "/reset",
      hash: "4528fad502be56ee3fb1a3076754b1c963c218431b9c6e6f0aa7c36ccd04b43a",
      signature: "83a1320f750b5207952554c545a593dbbbecae83f919d5976b698b2465907f2b"),
    Vector(
      name: "E", path: prefix + "/a b/%E4%BD%A0~-_./x+y", query: "b&a=x%20y%2Bz%2F~*&B=1&flag=true",
      hash: "9ac75f35b455e93695362614d709225725f4da371eab826dd588cb2b0ac20d8a",
      signature: "e967532a34db4771e9fe5999c446550189f31d72a79dfca8021430a5524e1256"),
    Vector(
      name: "F", path: "/v3/projects", query: "name=cn-north-4", host: "iam.cn-north-4.myhuaweicloud.com",
      headers: [:], signedHeaders: "host;x-sdk-date",
      hash: "e92db4612b298261b54ae977c3128cc3b2c056466377f811e25bca85ad9eb77b",
      signature: "e8e853fc9b2ddddc041b2a9f3915a58a51c508aab268611e37615ffe012ba77d"),
    Vector(
      name: "G", path: prefix + "/vpn-gateways", signing: [], signedHeaders: "x-sdk-date",
      hash: "a5378891311229667a200ccf6a59ef49f0ad300d737b1a47822c8df3e6e8634c",
      signature: "1ff28caa9dd37486bdaae355e03b14f492600bc8baa0a554f9d6df8169b96bfb"),
  ]

  private func request(_ vector: Vector) throws -> HTTPRequest {
    var headers = vector.headers
    headers["X-Sdk-Date"] = vector.date
    return HTTPRequest(
      method: vector.method, origin: try HTTPOrigin(parsing: vector.host),
      target: vector.query.isEmpty ? vector.path : "\(vector.path)?\(vector.query)", headers: headers,
      body: Array(vector.body.utf8))
  }

  private func signer(_ vector: Vector) -> RequestSigner {
    var credential = vector.name == "vendor" ? Self.vendors : Self.own
    if let token = vector.token {
      credential = CloudCredential(
        accessKey: credential.accessKey, secretKey: credential.secretKey, securityToken: Secret(token))
    }
    return RequestSigner(credential: credential, signing: vector.signing)
  }

  @Test(arguments: vectors)
  func `a published request is signed to the byte`(vector: Vector) throws {
    let signer = signer(vector)
    var request = try request(vector)
    // The date is given by the request, so the clock must not matter.
    signer.sign(&request, at: .distantFuture)
    var unsigned = request
    unsigned.headers["Authorization"] = nil
    #expect(SHA256.hex(signer.canonical(unsigned).bytes) == vector.hash)
    let accessKey = vector.name == "vendor" ? "QTWAOYTTINDUT2QVKYUC" : "EXAMPLEAK0000000001"
    #expect(
      request.headers["Authorization"]
        == "SDK-HMAC-SHA256 Access=\(accessKey), SignedHeaders=\(vector.signedHeaders), Signature=\(vector.signature)"
    )
    #expect(request.headers["X-Sdk-Date"] == vector.date)
    #expect(request.headers["X-Security-Token"] == vector.token)
  }

  @Test func `the canonical request of vector A in full`() throws {
    let vector = try #require(Self.vectors.first { $0.name == "A" })
    let canonical = signer(vector).canonical(try request(vector))
    #expect(
      String(decoding: canonical.bytes, as: UTF8.self) == """
        GET
        /v5/0123456789abcdef0123456789abcdef/vpn-connection/
        enterprise_project_id=0&enterprise_project_id=b&limit=2&marker=2026-01-02T03%3A04%3A05.678Z&\
        vgw_id=11111111-2222-3333-4444-555555555555
        content-type:application/json
        host:vpn.cn-north-4.myhuaweicloud.com
        x-project-id:0123456789abcdef0123456789abcdef
        x-sdk-date:20260102T030405Z

        content-type;host;x-project-id;x-sdk-date
        e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855
        """)
  }

  @Test func `the body of vector B has its published hash`() throws {
    let vector = try #require(Self.vectors.first { $0.name == "B" })
    let canonical = String(decoding: signer(vector).canonical(try request(vector)).bytes, as: UTF8.self)
    #expect(canonical.hasSuffix("\n3ee7fc9d97162ee70b8b00218ad161649cfd744f065e0ab939154d1ee92cbb39"))
  }

  @Test func `path and query of vector E`() throws {
    let vector = try #require(Self.vectors.first { $0.name == "E" })
    let lines = String(decoding: signer(vector).canonical(try request(vector)).bytes, as: UTF8.self)
      .split(separator: "\n", omittingEmptySubsequences: false)
    #expect(lines[1] == "\(Self.prefix)/a%20b/%E4%BD%A0~-_./x%2By/")
    #expect(lines[2] == "B=1&a=x%20y%2Bz%2F~%2A&b=&flag=true")
  }
}
