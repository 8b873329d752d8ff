namespace Weft.IR;

/// <summary>Where memory of <c>memref.alloca</c> lives.</summary>
public static class AllocationScopes
{
    extension(Operation op)
    {
        /// <summary>The closest operation around this one that ends the memory allocated inside it; null where there is none.</summary>
        public Operation? AllocationScope
        {
            get
            {
                for (var at = op.ParentOp; at is not null; at = at.ParentOp)
                    if (at.Info.Has(OpTraits.AutomaticAllocationScope))
                        return at;
                return null;
            }
        }
    }
}
