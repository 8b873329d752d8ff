namespace Weft.IR;

/// <summary>How a value is joined with one in memory, or with another of a reduction.</summary>
[IrEnum("arith.atomic_rmw_kind", EnumForm.I64)]
public enum AtomicRmwKind
{
    AddF, AddI, Assign, MaximumF, MaxS, MaxU, MinimumF, MinS, MinU, MulF, MulI, OrI, AndI, MaxNumF, MinNumF,
}
