namespace Weft.IR;

/// <summary>Whether an operation may run where the program would not have run it.</summary>
public enum Speculatability
{
    /// <summary>It may have undefined behaviour there.</summary>
    No,
    Yes,

    /// <summary>When all operations inside it may.</summary>
    Recursive,
}

/// <summary>An operation that may run ahead depending on its operands and attributes.</summary>
public interface ISpeculatable
{
    Speculatability Speculatability { get; }
}

public static class Speculation
{
    extension(Operation op)
    {
        /// <summary>Whether the operation may run where the program would not have run it: it cannot go wrong.</summary>
        public bool IsSpeculatable
        {
            get
            {
                var kind = op is ISpeculatable known ? known.Speculatability
                    : op.Info.Has(OpTraits.AlwaysSpeculatable) ? Speculatability.Yes
                    : op.Info.Has(OpTraits.RecursivelySpeculatable) ? Speculatability.Recursive
                    : Speculatability.No;
                if (kind != Speculatability.Recursive) return kind == Speculatability.Yes;
                foreach (var region in op.Regions)
                    foreach (var inner in region.Ops)
                        if (!inner.IsSpeculatable)
                            return false;
                return true;
            }
        }
    }
}
