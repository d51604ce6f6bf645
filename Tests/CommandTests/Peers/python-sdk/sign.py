"""Signs requests with the signer of the cloud's official Python SDK: one JSON object a line in, one a line out.

In: `method`, `host`, `path` as on the wire, `query` as pairs in clear, `headers` as pairs, `body` in base64, `ak`, `sk`.
Out: `target` as the SDK would send it, and all `headers` with Authorization.
"""
import base64
import json
import sys

from huaweicloudsdkcore.auth.credentials import BasicCredentials
from huaweicloudsdkcore.sdk_request import SdkRequest
from huaweicloudsdkcore.signer.signer import Signer

for line in sys.stdin:
    case = json.loads(line)
    request = SdkRequest(
        method=case["method"], schema="https", host=case["host"], resource_path=case["path"], uri="",
        query_params=[tuple(pair) for pair in case["query"]], header_params=dict(case["headers"]),
        body=base64.b64decode(case["body"]))
    Signer(BasicCredentials(case["ak"], case["sk"], "project")).sign(request)
    # The SDK sends header values as bytes of UTF-8; it keeps them as Latin 1 to that end.
    headers = {name: value.encode("iso-8859-1").decode() if name != "Authorization" else value
               for name, value in request.header_params.items()}
    print(json.dumps({"target": request.uri, "headers": headers}))
