"""What the checks share: the client, as the environment names it, and a line for each comparison."""
import os

from huaweicloudsdkcore.auth.credentials import BasicCredentials
from huaweicloudsdkvpn.v5 import VpnClient

BERLIN = "5d000000-0000-4000-8000-000000000001"
GATEWAY = "b1000000-0000-4000-8000-000000000001"
CUSTOMER = "c9000000-0000-4000-8000-000000000001"
wrong = 0


def check(name, got, wanted):
    global wrong
    if got == wanted:
        print(f"same: {name}: {got!r}")
    else:
        wrong += 1
        print(f"DIFFERENT: {name}: {got!r}, wanted {wanted!r}")


def client(secret_key=None):
    credentials = BasicCredentials(
        os.environ["HUAWEICLOUD_SDK_AK"], secret_key or os.environ["HUAWEICLOUD_SDK_SK"],
        os.environ["HUAWEICLOUD_SDK_PROJECT_ID"])
    return VpnClient.new_builder().with_credentials(credentials).with_endpoint(os.environ["PEERCONF_ENDPOINT"]).build()
