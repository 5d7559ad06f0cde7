"""The bell: rung after the commit, missed without harm."""

from dataclasses import replace

from factories.cast import Cast
from factories.installation import Installation, installation_config
from flask import Flask
from redis import Redis
from rq import Queue
from rq.serializers import JSONSerializer

from portal.app import create_app
from portal.edge.relay import PATIENCE, QUEUE, connect
from portal.edge.transaction import transaction
from portal.jobs.sweeping import sweep_once
from portal.jobs.worker import worker_of
from tenants.kernel.outbox.tasks import after_commit, waiting
from tenants.kernel.scope import Scope


class TestRelay:
    """`ring` and the sweeper behind it."""

    def test_tells_the_queue_ids_and_nothing_else(self, cast: Cast, installation: Installation) -> None:
        workspace = cast.kuusi.workspace_id
        with transaction(scope=Scope(visible=(workspace,), acting=workspace)):
            after_commit("test", workspace, key="one", ids={"secret": "stays in PostgreSQL"})
        queue = Queue(QUEUE, connection=Redis.from_url(installation.valkey.url), serializer=JSONSerializer)
        (job,) = queue.jobs
        assert job.func_name == "portal.jobs.perform.perform"
        assert job.args[:2] == ["workspace", str(workspace)]
        assert "secret" not in str(job.to_dict())

    def test_loses_nothing_when_nobody_hears_it(self, cast: Cast, installation: Installation, database: str) -> None:
        config = replace(installation_config(installation, database), redis_url="redis://127.0.0.1:9/0")
        deaf, workspace = create_app(config), cast.kuusi.workspace_id
        scope = Scope(visible=(workspace,), acting=workspace)
        with deaf.app_context():
            with transaction(scope=scope):
                after_commit("test", workspace, key="one")
            with transaction(scope=scope):
                assert waiting(workspace, "test") == 1
        installation.let_go(deaf)
        assert sweep_once(cast.alice.app) >= 1
        assert Redis.from_url(installation.valkey.url).llen(f"rq:queue:{QUEUE}") >= 1


class TestConnect:
    """A server that takes connections and never answers must hold up no page, and cut off no worker."""

    def test_waits_for_no_answer_longer_than_a_page_may_take(self, app: Flask) -> None:
        assert app.extensions["samla_redis"].connection_pool.connection_kwargs["socket_timeout"] == PATIENCE
        assert app.config["RATELIMIT_STORAGE_OPTIONS"]["socket_timeout"] <= PATIENCE

    def test_leaves_a_worker_the_time_that_work_takes_to_come(self, installation: Installation) -> None:
        config = installation_config(installation, "template_samla")
        app = Flask("worker")
        connect(app, config.redis_url)
        worker = worker_of(app)
        assert (
            app.extensions["samla_redis"].connection_pool.connection_kwargs["socket_timeout"] > worker.dequeue_timeout
        )
