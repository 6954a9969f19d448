"""Larger bodies only where files are taken, and the headers that attachments are sent with."""

import pytest
from flask import request

from tests.files.pictures import photo
from trainer.files import service as files
from trainer.web.attachments import MAX_UPLOAD, sent, uploading
from trainer.web.guard import public


@pytest.fixture
def open_site(small):
    """The small site with one view that takes files and one that does not."""

    @uploading
    @public
    def takes() -> str:
        return received()

    @public
    def refuses() -> str:
        return received()

    def received() -> str:
        return str(len(request.files["file"].read()))

    small.app.config["WTF_CSRF_ENABLED"] = False
    small.app.add_url_rule("/takes", view_func=takes, methods=["POST"])
    small.app.add_url_rule("/refuses", view_func=refuses, methods=["POST"])
    return small.app.test_client()


def send(client, path, size):
    """Post a form with a file; written out, because the test client leaves its own temporary files open."""
    head = b'--cut\r\nContent-Disposition: form-data; name="file"; filename="x.jpg"\r\n\r\n'
    body = head + bytes(size) + b"\r\n--cut--\r\n"
    return client.post(path, data=body, content_type="multipart/form-data; boundary=cut")


def test_a_view_that_takes_files_takes_larger_bodies(open_site):
    assert send(open_site, "/takes", 8_000_000).text == "8000000"
    assert send(open_site, "/refuses", 8_000_000).status_code == 413
    assert send(open_site, "/refuses", 2_000_000).text == "2000000"
    assert send(open_site, "/takes", MAX_UPLOAD + 1).status_code == 413


def test_an_attachment_is_sent_for_one_reader_only(small):
    kept = files.store(small.session, small.cast.supervisor, 1, photo(), declared_name="巡查“一”.png")
    with small.app.test_request_context():
        response = sent(*files.open_(small.session, small.cast.supervisor, kept.id))
    assert response.mimetype == "image/jpeg"
    assert response.headers["Cache-Control"] == "private, no-store"
    assert response.headers["X-Content-Type-Options"] == "nosniff"
    assert response.headers["Content-Disposition"].startswith(f'inline; filename="{kept.hash[:12]}.jpg"')
    assert "%E5%B7%A1%E6%9F%A5" in response.headers["Content-Disposition"]
