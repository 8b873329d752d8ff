using System.Text.RegularExpressions;

namespace Weft.Backends.Llvm;

/// <summary>The part of a C header that is the same for all libraries: the launch context at the offsets of
/// <see cref="LaunchContext"/>, and its callbacks for one thread.</summary>
internal static partial class LibraryAbi
{
    /// <summary>What the text declares: no kernel's symbol may be one of these.</summary>
    public static IEnumerable<string> Names => Name().Matches(Text).Select(match => match.Value).Distinct();

    public const string Text = """
        #ifndef WEFT_ABI
        #define WEFT_ABI 1
        #include <stddef.h>
        #include <stdint.h>
        #include <stdlib.h>
        #include <string.h>

        typedef enum {
          WEFT_OK = 0,
          WEFT_FAULT = 1,      /* index out of range, division by zero, ...: see the context's fault_ fields */
          WEFT_STOPPED = 2,    /* somebody set the context's stop */
          WEFT_BAD_EXTENT = 3  /* an extent is negative, above 2^40 or does not fit 64 bits; nothing was run */
        } weft_status;

        typedef struct weft_context weft_context;
        typedef struct weft_block weft_block;

        /* The body of a parallel loop: call it for ranges that together are [0, count). */
        typedef void (*weft_tile)(void *environment, int64_t begin, int64_t end, void *scratch);

        /* What a kernel shares with its caller during one call. */
        struct weft_context {
          int32_t stop;         /* set it to 1 from any thread, and the kernel returns soon */
          int32_t faulted;      /* 1 after a fault; outputs written before keep their values */
          int32_t fault_site;   /* index into the library's table of fault sites */
          int32_t reserved;
          int64_t fault_index;  /* the offending index, or the bytes that could not be allocated */
          int64_t fault_bound;  /* the extent that the index had to stay below */
          weft_block *blocks;   /* temporary arrays of the default alloc */
          void (*parallel_for)(weft_context *, weft_tile, void *environment, int64_t count, int64_t grain);
          void *(*alloc)(weft_context *, int64_t bytes, int64_t alignment);
          void (*free)(weft_context *, void *block);
        };

        typedef char weft_abi_check[
          offsetof(weft_context, fault_index) == 16 && offsetof(weft_context, parallel_for) == 40
          && offsetof(weft_context, free) == 56 ? 1 : -1];

        /* Where a kernel can fault. */
        typedef struct {
          const char *kind;
          const char *file;
          int32_t line;
          int32_t column;
          const char *subject;  /* the array, or the text of the assertion */
        } weft_fault_site;

        /* arguments[0] is the context's address. Each scalar follows as one slot with its bits zero-extended, each array as its address
           and one slot for each extent; elements are dense and row-major. begin is 0, end 1, scratch NULL. */
        typedef void (*weft_kernel)(const int64_t *arguments, int64_t begin, int64_t end, void *scratch);

        struct weft_block { weft_block *next; weft_block **link; void *start; void *padding; };

        /* Runs the whole loop on the calling thread. Whoever replaces it by several threads replaces alloc and free as well. */
        static inline void weft_serial_for(weft_context *context, weft_tile tile, void *environment, int64_t count, int64_t grain) {
          (void)context; (void)grain;
          tile(environment, 0, count, NULL);
        }

        static inline void *weft_alloc(weft_context *context, int64_t bytes, int64_t alignment) {
          size_t step = alignment > 64 ? (size_t)alignment : 64;
          char *start, *payload;
          weft_block *block;
          if (bytes < 0 || (uint64_t)bytes > SIZE_MAX / 2 || !(start = (char *)malloc((size_t)bytes + 2 * step))) return NULL;
          payload = (char *)(((uintptr_t)start + 2 * step) & ~(uintptr_t)(step - 1));
          block = (weft_block *)payload - 1;
          block->start = start;
          block->next = context->blocks;
          block->link = &context->blocks;
          if (block->next) block->next->link = &block->next;
          context->blocks = block;
          return payload;
        }

        static inline void weft_free(weft_context *context, void *payload) {
          weft_block *block = (weft_block *)payload - 1;
          (void)context;
          if (!payload) return;
          *block->link = block->next;
          if (block->next) block->next->link = block->link;
          free(block->start);
        }

        static inline void weft_context_init(weft_context *context) {
          memset(context, 0, sizeof *context);
          context->parallel_for = weft_serial_for;
          context->alloc = weft_alloc;
          context->free = weft_free;
        }

        static inline weft_status weft_call(weft_context *context, weft_kernel kernel, int64_t *arguments) {
          arguments[0] = (int64_t)(intptr_t)context;
          kernel(arguments, 0, 1, NULL);
          /* A fault leaves its temporary arrays behind. */
          while (context->blocks) weft_free(context, context->blocks + 1);
          return context->faulted ? WEFT_FAULT : context->stop ? WEFT_STOPPED : WEFT_OK;
        }

        /* Arithmetic of extents; bad becomes 1 when a result does not fit. */
        static inline int64_t weft_extent(char op, int64_t a, int64_t b, int *bad) {
          int64_t result = 0;
          if (op == '+') *bad |= __builtin_add_overflow(a, b, &result);
          else if (op == '-') *bad |= __builtin_sub_overflow(a, b, &result);
          else if (op == '*') *bad |= __builtin_mul_overflow(a, b, &result);
          else if (b == 0 || (a == INT64_MIN && b == -1)) *bad = 1;
          else result = op == '/' ? a / b : a % b;
          return result;
        }

        static inline int64_t weft_checked_extent(int64_t extent, int *bad) {
          *bad |= extent < 0 || extent > ((int64_t)1 << 40);
          return extent;
        }
        #endif

        """;

    [GeneratedRegex("weft_[a-z_]+")]
    private static partial Regex Name();
}
