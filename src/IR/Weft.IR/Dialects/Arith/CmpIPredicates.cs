namespace Weft.IR;

/// <summary>Relations between predicates.</summary>
public static class CmpIPredicates
{
    /// <summary>The predicate that says the same of swapped operands.</summary>
    public static CmpIPredicate Swapped(CmpIPredicate predicate) => predicate switch
    {
        CmpIPredicate.Slt => CmpIPredicate.Sgt,
        CmpIPredicate.Sle => CmpIPredicate.Sge,
        CmpIPredicate.Sgt => CmpIPredicate.Slt,
        CmpIPredicate.Sge => CmpIPredicate.Sle,
        CmpIPredicate.Ult => CmpIPredicate.Ugt,
        CmpIPredicate.Ule => CmpIPredicate.Uge,
        CmpIPredicate.Ugt => CmpIPredicate.Ult,
        CmpIPredicate.Uge => CmpIPredicate.Ule,
        _ => predicate,
    };

    /// <summary>The predicate that holds where another one does not.</summary>
    public static CmpIPredicate Inverse(CmpIPredicate predicate) => predicate switch
    {
        CmpIPredicate.Eq => CmpIPredicate.Ne,
        CmpIPredicate.Ne => CmpIPredicate.Eq,
        CmpIPredicate.Slt => CmpIPredicate.Sge,
        CmpIPredicate.Sle => CmpIPredicate.Sgt,
        CmpIPredicate.Sgt => CmpIPredicate.Sle,
        CmpIPredicate.Sge => CmpIPredicate.Slt,
        CmpIPredicate.Ult => CmpIPredicate.Uge,
        CmpIPredicate.Ule => CmpIPredicate.Ugt,
        CmpIPredicate.Ugt => CmpIPredicate.Ule,
        _ => CmpIPredicate.Ult,
    };

    /// <summary>The predicate that compares bits as unsigned numbers.</summary>
    public static CmpIPredicate Unsigned(CmpIPredicate predicate) => predicate switch
    {
        CmpIPredicate.Slt => CmpIPredicate.Ult,
        CmpIPredicate.Sle => CmpIPredicate.Ule,
        CmpIPredicate.Sgt => CmpIPredicate.Ugt,
        CmpIPredicate.Sge => CmpIPredicate.Uge,
        _ => predicate,
    };
}
