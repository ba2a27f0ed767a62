from engine.model import Problem, Words
def problem(code, **facts):
    return Problem(code, Words(code, code+str(facts)))
