namespace Weft.IR;

/// <summary>How kernels are to be compiled, apart from what they compute: without a schedule they give the same results.</summary>
[Dialect("sched")]
public sealed partial class SchedDialect : Dialect;
