using Weft.IR;

namespace Weft.Passes;

/// <summary>Moves what scopes of stack memory hold out of them. Memory of a size that is not known before ends where its scope did; other
/// memory is the function's, once for all turns of a loop.</summary>
[Pass("flatten-alloca-scopes", "Moves the operations of memref.alloca_scope out of it.")]
public sealed record FlattenAllocaScopes : IPass
{
    public void Run(Operation root, PassContext context)
    {
        foreach (var scope in root.Walk().OfType<AllocaScopeOp>().ToList()) Flatten(scope);
    }

    private static void Flatten(AllocaScopeOp scope)
    {
        var body = scope.BodyRegion.Entry;
        var end = body.Last!;
        foreach (var alloca in body.Ops.OfType<AllocaOp>().Where(a => !((MemRefType)a.Memref.Type).HasStaticShape).ToList())
        {
            var alloc = Builder.At(alloca).Insert(
                new AllocOp([.. alloca.DynamicSizes], [.. alloca.SymbolOperands], alloca.Memref.Type, alloca.Alignment));
            alloca.ReplaceWith([alloc.Memref]);
            Builder.At(end).Insert(new DeallocOp(alloc.Memref));
        }

        foreach (var op in body.Ops)
            if (op != end) op.MoveBefore(scope);
        scope.ReplaceWith([.. end.Operands]);
    }
}
