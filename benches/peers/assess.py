"""Calibration, scores, adaptive tests, alpha and intraclass correlations: mirt, girth, catsim and pingouin, and `intervision-assess`.

Each job runs on one thread, on the same table or the same persons; making and reading the table count for nobody. Times are the
least of three, of fewer where one takes seconds."""

import os
import subprocess
import sys
import tempfile
import time

from common import within

import numpy

RNG = numpy.random.default_rng(20270301)


class Ours:
    """Our program, the time limit of the others, and which of them there are."""

    def __init__(self, program, seconds, peers):
        self.program, self.seconds, self.peers = program, seconds, peers

    def run(self, job, table, bank=None):
        """The seconds that we take, and the answer as an array."""
        with tempfile.TemporaryDirectory() as folder:
            args = [self.program, job, os.path.join(folder, "table.csv")]
            numpy.savetxt(args[-1], table, delimiter=",", fmt="%d" if table.dtype.kind == "i" else "%.17g")
            if bank is not None:
                args.append(os.path.join(folder, "bank.csv"))
                numpy.savetxt(args[-1], bank, delimiter=",", fmt="%.17g")
            seconds, answer = subprocess.run(args, check=True, capture_output=True, text=True).stdout.split("\n")[:2]
        return float(seconds), numpy.array(answer.split(","), dtype=float)

    def compare(self, job, own, peer, work, tell):
        """`work` runs in a process of its own, and gives the answer and its seconds without imports."""
        if peer.split()[0] not in self.peers:
            return
        seconds, answer = own
        theirs, _ = within(self.seconds, work)
        head = f"{job:<32} ours {seconds:8.4f} s  {peer:<12}"
        if theirs is None:
            print(f"{head} no answer in {self.seconds:g} s", flush=True)
            return
        value, spent = theirs
        print(f"{head} {spent:8.4f} s  ratio {spent / seconds:7.1f}  {tell(answer, value)}", flush=True)


def clocked(work):
    """The answer, and the least time of up to three runs."""
    times = []
    while not times or (len(times) < 3 and sum(times) < 5):
        start = time.perf_counter()
        answer = work()
        times.append(time.perf_counter() - start)
    return answer, min(times)


def apart(own, theirs):
    """How far two answers are apart where both are numbers."""
    far = numpy.abs(own - numpy.ravel(theirs))
    return f"largest difference {numpy.nanmax(far):.1e}, median {numpy.nanmedian(far):.1e}"


def error(found, truth):
    return numpy.sqrt(numpy.nanmean((numpy.ravel(found) - truth) ** 2))


def logistic(x):
    return 1 / (1 + numpy.exp(-x))


def binary(persons, items):
    """Answers to items of two parameters, these, and the abilities."""
    a, b, theta = RNG.uniform(0.6, 2.0, items), RNG.normal(size=items), RNG.normal(size=persons)
    answers = RNG.random((persons, items)) < logistic(a * (theta[:, None] - b))
    return answers.astype(int), a, b


def graded(persons, items):
    """Answers to graded items of five categories, and their parameters."""
    a, middle = RNG.uniform(0.8, 2.2, items), 0.6 * RNG.normal(size=items)
    b = middle[:, None] + RNG.uniform(0.6, 1.0, items)[:, None] * numpy.array([-1.5, -0.5, 0.5, 1.5])
    theta, answers = RNG.normal(size=persons), numpy.empty((persons, items), dtype=int)
    for item in range(items):
        above = logistic(a[item] * (theta[:, None] - b[item]))
        answers[:, item] = (RNG.random((persons, 1)) < above).sum(axis=1)
    return answers, a, b


def known(model, **parameters):
    """A model of mirt with these parameters. Its scoring asks for a model that was fitted, and there is no other way to say that the
    parameters are known."""
    model.set_parameters(**parameters)
    model._is_fitted = True
    return model


def calibration(ours):
    answers, a, _ = binary(10_000, 40)
    own = ours.run("calibrate", answers)
    tell = lambda mine, found: f"{apart(mine, found)}; off the truth by {error(mine, a):.4f} and {error(found, a):.4f}"

    def mirt():
        import mirt

        fit = lambda: mirt.fit_mirt(answers, "2PL", n_quadpts=61, compute_standard_errors=True)
        found, spent = clocked(fit)
        return numpy.ravel(found.model.parameters["discrimination"]), spent

    def girth():
        import girth

        found, spent = clocked(lambda: girth.twopl_mml(answers.T))
        return found["Discrimination"], spent

    ours.compare("2PL with errors, 10000 x 40", own, "mirt", mirt, tell)
    ours.compare("2PL, theirs without errors", own, "girth", girth, tell)


def scores(ours):
    answers, a, b = graded(100_000, 50)
    own = ours.run("eap", answers, numpy.column_stack([a, b]))

    def mirt(points):
        import mirt

        model = known(mirt.GradedResponseModel(n_items=50, n_categories=5), discrimination=a, thresholds=b)
        found, spent = clocked(lambda: mirt.fscores(model, answers, method="EAP", n_quadpts=points))
        return numpy.ravel(found.theta), spent

    for points in (21, 61):
        ours.compare("EAP, 100000 x 50 graded", own, f"mirt {points} pts", lambda: mirt(points), apart)

    answers, a, b = binary(10_000, 40)
    bank = numpy.column_stack([a, b, numpy.zeros(40)])

    def other(method):
        import mirt

        model = known(mirt.TwoParameterLogistic(n_items=40), discrimination=a, difficulty=b)
        found, spent = clocked(lambda: mirt.fscores(model, answers, method=method))
        return numpy.ravel(found.theta), spent

    def girth():
        import girth

        return clocked(lambda: girth.ability_map(answers.T, b, a))

    for method in ("MAP", "WLE"):
        own = ours.run(method.lower(), answers, bank)
        ours.compare(f"{method}, 10000 x 40 2PL", own, "mirt", lambda: other(method), apart)
        if method == "MAP":
            ours.compare("MAP, 10000 x 40 2PL", own, "girth", girth, apart)


def adaptive(ours):
    items, theta = 500, RNG.normal(size=1000)
    a, b, c = RNG.uniform(0.6, 2.0, items), RNG.normal(size=items), numpy.full(items, 0.2)
    own = ours.run("adaptive", theta[:, None], numpy.column_stack([a, b, c]))
    # Answers are drawn, by each program its own.
    tell = lambda mine, found: f"root mean square errors {error(mine, theta):.3f} and {error(found, theta):.3f}"

    def mirt():
        import mirt

        model = known(mirt.ThreeParameterLogistic(n_items=items), discrimination=a, difficulty=b, guessing=c)
        engine = mirt.CATEngine(model, se_threshold=1e-9, max_items=30, min_items=30, seed=1)
        found, spent = clocked(lambda: engine.run_batch_simulation(theta))
        return numpy.array([result.theta for result in found]), spent

    def catsim():
        from catsim.estimation import NumericalSearchEstimator
        from catsim.initialization import FixedPointInitializer
        from catsim.selection import MaxInfoSelector
        from catsim.simulation import Simulator
        from catsim.stopping import TestLengthStopper

        bank = numpy.column_stack([a, b, c, numpy.ones(items)])
        rules = FixedPointInitializer(0), MaxInfoSelector(), NumericalSearchEstimator(), TestLengthStopper(max_items=30)
        simulator = Simulator(bank, theta, *rules)
        _, spent = clocked(simulator.simulate)
        return numpy.array([each[-1] for each in simulator.estimations]), spent

    ours.compare("1000 tests, 30 of 500 items", own, "mirt", mirt, tell)
    ours.compare("1000 tests, 30 of 500 items", own, "catsim", catsim, tell)


def classical(ours):
    table, _, _ = graded(100_000, 50)

    def alpha():
        import pandas
        import pingouin

        frame = pandas.DataFrame(table)
        found, spent = clocked(lambda: pingouin.cronbach_alpha(frame))
        return found[0], spent

    ours.compare("alpha, 100000 x 50", ours.run("alpha", table), "pingouin", alpha, apart)
    ratings, _, _ = graded(1000, 6)

    def icc():
        import pandas
        import pingouin

        long = pandas.DataFrame(ratings).stack().reset_index()
        long.columns = ["person", "rater", "score"]
        find = lambda: pingouin.intraclass_corr(long, targets="person", raters="rater", ratings="score")
        found, spent = clocked(find)
        return found["ICC"].to_numpy(), spent

    ours.compare("six correlations, 1000 x 6", ours.run("icc", ratings), "pingouin", icc, apart)


def main(program, seconds, *peers):
    print("scoring and calibration; ratio: their time over ours")
    # What takes the slowest of them half an hour is not waited for, but a minute is.
    ours = Ours(program, max(float(seconds), 60), peers)
    for job in (calibration, scores, adaptive, classical):
        job(ours)


main(*sys.argv[1:])
