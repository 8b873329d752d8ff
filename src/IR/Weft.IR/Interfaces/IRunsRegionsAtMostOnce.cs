namespace Weft.IR;

/// <summary>Marks operations none of whose regions runs more than once when the operation is met.</summary>
public interface IRunsRegionsAtMostOnce;
