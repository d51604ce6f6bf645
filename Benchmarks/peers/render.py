#!/usr/bin/env python3
"""render.py PEER TEMPLATE SITES.json SECONDS [OUTPUT]: the same measurement as `measure render`, with jinja2 or minijinja."""
import json
import os
import sys
import time

peer, template, sites_file, seconds = sys.argv[1:5]
sites = json.load(open(sites_file))
folder, name = os.path.split(os.path.abspath(template))
options = dict(trim_blocks=True, lstrip_blocks=True, keep_trailing_newline=True)
if peer == "jinja2":
    import jinja2

    compiled = jinja2.Environment(
        loader=jinja2.FileSystemLoader(folder), undefined=jinja2.StrictUndefined, **options
    ).get_template(name)
    render = compiled.render
else:
    import minijinja

    environment = minijinja.Environment(
        loader=lambda n: open(os.path.join(folder, n)).read(), undefined_behavior="strict", **options
    )

    def render(site):
        return environment.render_template(name, **site)


text = render(sites[0])
if len(sys.argv) > 5:
    open(sys.argv[5], "w").write(text)
# Processor time: other programs on the machine do not count.
start = time.process_time()
count = size = 0
while time.process_time() - start < float(seconds):
    for site in sites:
        size += len(render(site))
    count += len(sites)
elapsed = time.process_time() - start
print(json.dumps({"peer": peer, "job": "render", "sites": count, "bytes": size, "per_second": count / elapsed}))
