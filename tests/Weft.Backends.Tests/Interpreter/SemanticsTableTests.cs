using Weft.IR;
using Xunit;

namespace Weft.Backends.Tests.Interpreting;

public sealed class SemanticsTableTests
{
    // Sparse matrices behind handles of a GPU vendor's library, which says how they are kept and how large its buffers are: the IR has
    // neither their elements nor their products, and there is no such library on the host.
    private static readonly string[] OfSparseLibrary =
    [
        "gpu.create_2to4_spmat", "gpu.create_bsr", "gpu.create_coo", "gpu.create_coo_aos", "gpu.create_csc", "gpu.create_csr",
        "gpu.create_dn_tensor", "gpu.destroy_dn_tensor", "gpu.destroy_sp_mat", "gpu.sddmm", "gpu.sddmm_buffer_size", "gpu.set_csr_pointers",
        "gpu.spgemm_copy", "gpu.spgemm_create_descr", "gpu.spgemm_destroy_descr", "gpu.spgemm_work_estimation_or_compute",
        "gpu.spmat_get_size", "gpu.spmm", "gpu.spmm_buffer_size", "gpu.spmv", "gpu.spmv_buffer_size",
    ];

    public static TheoryData<string> All => [.. StandardDialects.All.SelectMany(dialect => dialect.Ops).Select(op => op.Name)];

    [Theory]
    [MemberData(nameof(All))]
    public void Every_operation_has_semantics(string name)
    {
        var info = new IrContext(StandardDialects.All).FindOp(name)!;
        var hasSemantics = Interpreter.HasSemantics(info.Create(new OperationState(info, default)));
        if (OfSparseLibrary.Contains(name)) Assert.False(hasSemantics, $"'{name}' need not be excepted");
        else Assert.True(hasSemantics, $"add '{name}' to the rows of its dialect");
    }
}
